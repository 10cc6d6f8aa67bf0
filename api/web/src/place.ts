// SPDX-License-Identifier: Apache-2.0
// What there is at a place: asks for the records and for the units now and before, and keeps the popup up to date.
import {
    getJson,
    isAbort,
    Latest,
    recordFilters,
    type Feature,
    type FeatureCollection,
    type Geometry,
    type Link,
    type Properties,
} from './api';
import type { Choropleth } from './choropleth';
import { dayBefore } from './dates';
import { boundsOf, placeOn } from './geojson';
import { formatValue } from './labels';
import type { Layers } from './layers';
import type { MapView } from './map';
import type { Overlay } from './overlay';
import { Popup, type Unit } from './popup';
import type { Other, Record } from './record';
import { clearError, showError } from './status';
import type { State, Store } from './state';

/** How far off a click may miss: about a symbol's radius. */
const reachInPixels = 10;
/** Records "at the same place" as one picked from a list. */
const samePlaceInMetres = 2;

export class Place {
    private readonly latest = new Latest();
    private readonly popup: Popup;
    /** "collection/id" of the record that the map goes to as soon as its place is known. */
    private goingTo: string | null = null;

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
            onOther: (record) => this.open(record),
        });
        store.subscribe((state, changed) => {
            const asked = ['at', 'record', 'asOf', 'reportedOnly'] as const;
            if (asked.some((key) => changed.has(key))) void this.show(state);
            else if (changed.has('language')) this.popup.render();
        });
    }

    /** Says the same in other words. */
    translate(): void {
        this.popup.render();
    }

    /** Opens a record and goes to where it is. */
    open(record: string): void {
        this.goingTo = record;
        if (this.store.state.record === record && !this.store.state.at) void this.show(this.store.state);
        else this.store.set({ at: null, record });
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
            if (picked?.geometry && !state.at && this.goTo(picked.geometry, state)) return;
            if (picked) this.overlay.outline(picked.geometry);
            const others = withoutTwins(around).filter((record) => !picked || !isSame(record, picked));
            this.popup.setRecords(picked, others);
        } catch (error) {
            if (isAbort(error)) return;
            this.popup.setRecords(null, []);
            showError('failedRecords', error, () => void this.show(this.store.state));
        }
    }

    /** Opens the place of a record of which the link knew nothing but its name. Returns false if it has none. */
    private goTo(geometry: Geometry, state: Readonly<State>): boolean {
        const at = placeOn(geometry);
        if (!at) return false;
        const framed = state.view !== null && this.goingTo !== state.record;
        this.goingTo = null;
        this.store.set({ at });
        const box = geometry.type === 'Point' ? null : boundsOf(geometry.coordinates);
        if (framed) this.view.reveal(at[0], at[1]);
        else if (box) this.view.fitBox(box);
        else this.view.goTo(at[0], at[1], 13);
        return true;
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
            .filter((record) => record.layer === undefined || visible.includes(record.layer.id))
            .sort((a, b) => rank(a) - rank(b));
    }

    private toRecord(feature: Feature, collection: string): Record {
        const { properties, geometry } = feature;
        const layer = this.layers.layerOf(collection, properties);
        const name = String(properties.full_name ?? properties.name ?? feature.id ?? '');
        const id = String(feature.id ?? '');
        const after = others(feature.links, 'successor-version');
        const before = others(feature.links, 'predecessor-version');
        return { id, collection, name, properties, geometry, layer, after, before };
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

/** The records that links of a relation lead to. */
function others(links: readonly Link[] = [], relation: string): Other[] {
    return links.flatMap(({ rel, href, title }) => {
        const [, collection, id] = /\/collections\/([^/]+)\/items\/([^/?]+)/.exec(href) ?? [];
        if (rel !== relation || !collection || !id) return [];
        const record = `${collection}/${decodeURIComponent(id)}`;
        return [{ record, name: title ?? record }];
    });
}

/** Points lie above lines, and lines above polygons: so they do on the map. */
function rank({ geometry }: Record): number {
    const type = geometry?.type ?? '';
    if (type.endsWith('Point')) return 0;
    return type.endsWith('LineString') ? 1 : 2;
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
