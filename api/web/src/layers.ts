// SPDX-License-Identifier: Apache-2.0
// The layers to switch, with the theme's symbols and the counts of what they show.
import { getJson, isAbort, Latest, recordFilters, type Legend, type LegendLayer, type Properties } from './api';
import { byId, h } from './dom';
import { currentLanguage, formatDate, formatNumber, t, type TextKey } from './i18n';
import { provenanceText } from './labels';
import { clearError, showError } from './status';
import type { Level, State, Store } from './state';
import { symbolPicture } from './symbol';

/** How the panel groups layers, by collection; all others are ground to read these by. */
const groups: [TextKey, string[]][] = [
    ['groupSites', ['facilities', 'craft-villages']],
    ['groupProducts', ['products']],
    ['groupAreas', ['raw-material-areas']],
    ['groupTours', ['tour-routes', 'tour-stops']],
];

/** The collections whose records a place can tell; boundaries are told by themselves. */
const sites = groups.flatMap(([, collections]) => collections);

export class Layers {
    private legend: Legend | null = null;
    private readonly latest = new Latest();
    private readonly listeners: (() => void)[] = [];

    constructor(private readonly store: Store) {
        store.subscribe((_, changed) => {
            if (changed.has('layers')) this.dropUnknown();
            if (changed.has('asOf') || changed.has('reportedOnly')) void this.load();
            else if (changed.has('language') || changed.has('layers')) this.render();
        });
    }

    async load(): Promise<void> {
        const panel = byId('panel-layers');
        panel.setAttribute('aria-busy', 'true');
        if (!this.legend) panel.replaceChildren(h('p', { class: 'hint' }, t('loading')));
        try {
            const query = { f: 'json', ...recordFilters(this.store.state) };
            this.legend = await getJson<Legend>('styles/overview/legend', query, this.latest.next());
            clearError('failedLegend');
        } catch (error) {
            if (isAbort(error)) return;
            showError('failedLegend', error, () => void this.load());
        }
        panel.removeAttribute('aria-busy');
        this.dropUnknown();
        this.render();
        for (const listener of this.listeners) listener();
    }

    /** Called whenever a new legend is there. */
    onLoaded(listener: () => void): void {
        this.listeners.push(listener);
    }

    /** The day whose records count, as the server understood it; null before its first answer. */
    get asOf(): string | null {
        return this.legend?.as_of ?? null;
    }

    /** Ids of the layers switched on, in drawing order; null while only the server knows the default. */
    visible(state: Readonly<State>): string[] | null {
        if (!this.legend) return state.layers;
        const chosen = state.layers;
        return this.legend.layers
            .filter((layer) => (chosen ? chosen.includes(layer.id) : layer.visible))
            .map(({ id }) => id);
    }

    /**
     * The layers to draw above coloured units: of polygons only the borders and names of these units, and no towns whose
     * names would take the room of the units'; sites only where asked for.
     */
    overChoropleth(state: Readonly<State>): string[] {
        return (this.visible(state) ?? []).filter((id) => {
            const layer = this.find(id);
            if (layer?.geometry === 'polygon') return layer.collection === `${state.by}s`;
            if (layer?.collection === 'places') return false;
            return state.points || !sites.includes(layer?.collection ?? '') || layer?.geometry === 'line';
        });
    }

    /** The layer that draws a record, if there is one. */
    layerOf(collection: string, properties: Properties): LegendLayer | undefined {
        const layers = this.legend?.layers.filter((layer) => layer.collection === collection) ?? [];
        return layers.length > 1 ? layers.find((layer) => drawnBy(layer.id, properties)) : layers[0];
    }

    /** Collections of sites with a layer switched on. */
    visibleCollections(state: Readonly<State>): string[] {
        // Without a legend nothing says what is switched on: rather too much than nothing.
        if (!this.legend) return sites;
        const drawn = (this.visible(state) ?? []).map((id) => this.find(id)?.collection);
        return sites.filter((name) => drawn.includes(name));
    }

    /** Levels of units that the data has; both while only the server knows. */
    get levels(): Level[] {
        const levels: Level[] = ['commune', 'district'];
        const counted = levels.filter((level) =>
            this.legend?.layers.some(({ collection, counts }) => collection === `${level}s` && counts?.total !== 0),
        );
        return counted.length ? counted : levels;
    }

    /** An old or mistyped link may name layers that there are not: the server would refuse the rest with them. */
    private dropUnknown(): void {
        const { layers } = this.store.state;
        const known = layers?.filter((id) => this.find(id));
        if (!this.legend || !layers || !known || known.length === layers.length) return;
        this.store.set({ layers: known.length ? known : null });
    }

    private find(id: string): LegendLayer | undefined {
        return this.legend?.layers.find((layer) => layer.id === id);
    }

    private switchLayer(id: string, on: boolean): void {
        const visible = (this.visible(this.store.state) ?? []).filter((other) => other !== id);
        this.choose(on ? [...visible, id] : visible);
    }

    private choose(ids: string[]): void {
        const all = this.legend?.layers ?? [];
        const asTheme = all.every((layer) => layer.visible === ids.includes(layer.id));
        this.store.set({ layers: asTheme ? null : all.map(({ id }) => id).filter((id) => ids.includes(id)) });
    }

    private render(): void {
        const panel = byId('panel-layers');
        if (!this.legend) return panel.replaceChildren();
        const focused = document.activeElement?.id;
        const parts: (HTMLElement | null)[] = [
            h(
                'div',
                { class: 'row' },
                h('h3', {}, t('layersOf')),
                h(
                    'button',
                    { type: 'button', class: 'small', onclick: () => this.store.set({ layers: null }) },
                    t('layersDefault'),
                ),
                h('button', { type: 'button', class: 'small', onclick: () => this.choose([]) }, t('layersNone')),
            ),
            ...groups.map(([title, names]) => this.group(title, ({ collection }) => names.includes(collection ?? ''))),
            this.hollowKey(),
            this.group('groupUnits', ({ collection }) => !sites.includes(collection ?? '')),
            h('p', { class: 'hint' }, t('dataAsOf', { date: formatDate(this.legend.as_of) })),
        ];
        panel.replaceChildren(...parts.filter((part) => part !== null));
        if (focused) document.getElementById(focused)?.focus();
    }

    private group(title: TextKey, belongs: (layer: LegendLayer) => boolean): HTMLElement {
        const layers = this.legend?.layers.filter(belongs) ?? [];
        const rows = layers.map((layer) => this.row(layer));
        return h('fieldset', { class: 'layers', hidden: rows.length === 0 }, h('legend', {}, t(title)), ...rows);
    }

    /** What a hollow symbol means, where any is drawn. */
    private hollowKey(): HTMLElement | null {
        const hollow = this.legend?.layers.filter(
            ({ geometry, counts }) => geometry === 'point' && (counts?.illustrative ?? 0) > 0,
        );
        if (!hollow?.length) return null;
        const symbols = hollow.slice(0, 4).map((layer) => symbolPicture(layer, true));
        return h('p', { class: 'hollow', id: 'hollow-key' }, ...symbols, h('span', {}, t('hollowKey')));
    }

    private row(layer: LegendLayer): HTMLElement {
        const on = this.visible(this.store.state)?.includes(layer.id) ?? false;
        const { counts } = layer;
        const count = formatNumber(counts?.total ?? 0);
        const hint = counts ? provenanceText(counts) : null;
        return h(
            'label',
            { class: 'layer' },
            h('input', {
                type: 'checkbox',
                id: `layer-${layer.id}`,
                checked: on,
                onchange: (event) => this.switchLayer(layer.id, (event.target as HTMLInputElement).checked),
            }),
            symbolPicture(layer),
            h('span', { class: 'layer-name' }, layer.title[currentLanguage()], hint ? h('small', {}, hint) : null),
            counts ? h('span', { class: 'count', title: t('recordCount', { n: count }) }, count) : null,
        );
    }
}

/** Of several layers of one collection, the one of this record's kind or stars: "cooperatives", "products-4". */
function drawnBy(layer: string, properties: Properties): boolean {
    const stars = /-(\d)$/.exec(layer);
    if (stars) return Number(properties.stars) === Number(stars[1]);
    const kind = typeof properties.kind === 'string' ? properties.kind.replace(/_/g, '-') : '';
    return layer === kind || layer === `${kind}s`;
}
