// SPDX-License-Identifier: Apache-2.0
// What there is at a place: asks for the records and for the units now and before, and keeps the popup up to date.
import { getJson, isAbort, Latest, recordFilters, type Feature, type FeatureCollection, type Properties } from './api';
import type { Choropleth } from './choropleth';
import { formatValue } from './labels';
import type { Layers } from './layers';
import type { MapView } from './map';
import type { Overlay } from './overlay';
import { Popup, type Unit } from './popup';
import type { Record } from './record';
import { clearError, showError } from './status';
import type { State, Store } from './state';

/** How far off a click may miss: about a symbol's radius. */
const reachInPixels = 10;
/** Records "at the same place" as one picked from a list. */
const samePlaceInMetres = 2;

export class Place {
    private readonly latest = new Latest();
    private readonly popup: Popup;

    constructor(
        private readonly store: Store,
        private readonly view: MapView,
        private readonly layers: Layers,
        private readonly overlay: Overlay,
        choropleth: Choropleth,
    ) {
        this.popup = new Popup({
            onClose: () => store.set({ at: null, record: null }),
            onZoom: (lon, lat) => view.goTo(lon, lat, 14),
            figureOf: (code) => choropleth.figureOf(code),
        });
        store.subscribe((state, changed) => {
            const asked = ['at', 'record', 'asOf', 'reportedOnly'] as const;
            if (asked.some((key) => changed.has(key))) void this.show(state);
            else if (changed.has('language')) this.popup.render();
        });
    }

    /** Opens, refreshes or closes the popup as the state says. */
    async show(state: Readonly<State>): Promise<void> {
        const signal = this.latest.next();
        this.overlay.mark(state.at);
        if (!state.at && !state.record) {
            this.popup.hide();
            return;
        }
        this.popup.open(state.at);
        await Promise.all([this.showRecords(state, signal), state.at ? this.showUnits(state.at, signal) : null]);
    }

    private async showRecords(state: Readonly<State>, signal: AbortSignal): Promise<void> {
        try {
            const [picked, around] = await Promise.all([
                state.record ? this.fetchRecord(state.record, state.asOf, signal) : null,
                state.at ? this.fetchAround(state, state.at, signal) : [],
            ]);
            clearError('failedRecords');
            if (picked) this.overlay.outline(picked.geometry);
            const others = withoutTwins(around).filter((record) => !picked || !isSame(record, picked));
            this.popup.setRecords(picked, others);
        } catch (error) {
            if (isAbort(error)) return;
            this.popup.setRecords(null, []);
            showError('failedRecords', error, () => void this.show(this.store.state));
        }
    }

    private async fetchRecord(record: string, asOf: string | null, signal: AbortSignal): Promise<Record> {
        const slash = record.indexOf('/');
        const collection = record.slice(0, slash);
        const id = encodeURIComponent(record.slice(slash + 1));
        const feature = await getJson<Feature>(`collections/${collection}/items/${id}`, { datetime: asOf }, signal);
        return this.toRecord(feature, collection);
    }

    private async fetchAround(state: Readonly<State>, at: [number, number], signal: AbortSignal): Promise<Record[]> {
        const collections = this.layers.visibleCollections(state);
        if (collections.length === 0) return [];
        const [lon, lat] = at;
        const reach = state.record ? samePlaceInMetres : this.view.metres(reachInPixels, lon, lat);
        const distance = Math.min(200_000, Math.max(1, Math.round(reach)));
        const query = { lon, lat, distance, collection: collections.join(','), ...recordFilters(state) };
        const found = await getJson<FeatureCollection>('analysis/within', query, signal);
        const visible = this.layers.visible(state) ?? [];
        return found.features
            .map((feature) => this.toRecord(feature, String(feature.properties.collection ?? '')))
            .filter((record) => record.layer === undefined || visible.includes(record.layer.id));
    }

    private toRecord(feature: Feature, collection: string): Record {
        const { properties, geometry } = feature;
        const layer = this.layers.layerOf(collection, properties);
        const name = String(properties.full_name ?? properties.name ?? feature.id ?? '');
        return { id: String(feature.id ?? ''), collection, name, properties, geometry, layer };
    }

    private async showUnits(at: [number, number], signal: AbortSignal): Promise<void> {
        const [lon, lat] = at;
        try {
            const answer = await getJson<FeatureCollection>('analysis/locate', { lon, lat }, signal);
            const now = answer.features.map(toUnit).filter((unit) => unit.level === 'commune');
            const since = now[0]?.validFrom;
            // The day before the present unit began is the day on which the old ones were last in force.
            const before = since
                ? await getJson<FeatureCollection>('analysis/locate', { lon, lat, units: dayBefore(since) }, signal)
                : answer;
            const then = before.features
                .map(toUnit)
                .filter((unit) => unit.level !== 'province' && !now.some((other) => other.key === unit.key));
            clearError('failedUnits');
            this.popup.setUnits(now, then);
        } catch (error) {
            if (isAbort(error)) return;
            this.popup.setUnits([], []);
            showError('failedUnits', error, () => void this.show(this.store.state));
        }
    }
}

function toUnit(feature: Feature): Unit {
    const { properties } = feature;
    const text = (key: string): string => (properties[key] ? String(properties[key]) : '');
    const kind = text('kind');
    const name =
        text('full_name') || (kind ? `${kind[0]?.toUpperCase()}${kind.slice(1)} ${text('name')}` : text('name'));
    return {
        key: `${text('code')}-${text('valid_from')}`,
        level: text('level') || formatValue('level', feature.properties.collection),
        code: text('code'),
        name,
        validFrom: text('valid_from'),
        validTo: text('valid_to'),
    };
}

function dayBefore(date: string): string {
    const day = new Date(`${date.slice(0, 10)}T00:00:00Z`);
    day.setUTCDate(day.getUTCDate() - 1);
    return day.toISOString().slice(0, 10);
}

function isSame(a: Record, b: Record): boolean {
    return a.id === b.id && a.collection === b.collection;
}

/** A recognised craft village is a facility of the same id as well; the village says more. */
function withoutTwins(records: Record[]): Record[] {
    const villages = new Set(records.filter((record) => record.collection === 'craft-villages').map(({ id }) => id));
    const isTwin = ({
        collection,
        id,
        properties,
    }: {
        collection: string;
        id: string;
        properties: Properties;
    }): boolean => collection === 'facilities' && properties.kind === 'craft_village' && villages.has(id);
    return records.filter((record) => !isTwin(record));
}
