// SPDX-License-Identifier: Apache-2.0
// Units coloured by a figure of the summary: layer, classes, legend and ranking.
import { Fill, Stroke, Style } from 'ol/style';
import GeoJSON from 'ol/format/GeoJSON';
import VectorLayer from 'ol/layer/Vector';
import VectorSource from 'ol/source/Vector';
import { address, getJson, isAbort, Latest, recordFilters, type FeatureCollection, type Query } from './api';
import { classOf, quantileClasses, type Class } from './classes';
import { byId, h } from './dom';
import { downloads } from './downloads';
import { formatNumber, t, type TextKey } from './i18n';
import { figureLabel } from './labels';
import { order, type MapView } from './map';
import { classList, classStrip, provenanceLine, statisticsForm, statisticsResults, valueOf } from './statistics';
import { clearError, showError } from './status';
import type { Level, State, Store } from './state';

export class Choropleth {
    private readonly latest = new Latest();
    private readonly source = new VectorSource();
    private readonly layer: VectorLayer;
    private readonly reader = new GeoJSON({ featureProjection: 'EPSG:3857' });
    private summary: FeatureCollection | null = null;
    private classes: Class[] = [];
    /** On a phone it would cover half the map. */
    private legendOpen = !window.matchMedia('(max-width: 720px)').matches;
    /** Address of the summary that is shown or under way. */
    private asked = '';

    constructor(
        private readonly store: Store,
        private readonly view: MapView,
        private readonly levels: () => readonly Level[],
    ) {
        this.layer = new VectorLayer({ source: this.source, zIndex: order.choropleth, visible: false });
        view.map.addLayer(this.layer);
        store.subscribe((state, changed) => {
            const asked = ['figure', 'by', 'asOf', 'reportedOnly'] as const;
            if (asked.some((key) => changed.has(key))) void this.show(state);
            else if (changed.has('language') || changed.has('panel') || changed.has('points')) this.render();
        });
    }

    async show(state: Readonly<State>): Promise<void> {
        const query = this.query(state);
        const wanted = state.figure ? address('analysis/summary', query) : '';
        if (wanted === this.asked) {
            // Another figure of the answer at hand.
            this.draw();
            return;
        }
        this.asked = wanted;
        this.summary = null;
        if (!state.figure) {
            this.latest.stop();
            this.draw();
            return;
        }
        this.render();
        try {
            this.summary = await getJson<FeatureCollection>('analysis/summary', query, this.latest.next());
            clearError('failedStatistics');
        } catch (error) {
            if (isAbort(error)) return;
            this.asked = '';
            showError('failedStatistics', error, () => void this.show(this.store.state));
        }
        this.draw();
    }

    /** The figure on show of the unit of that code, for reading; null where there is none. */
    figureOf(code: string): { label: string; value: string } | null {
        const { figure } = this.store.state;
        const unit = this.summary?.features.find(({ properties }) => properties.code === code);
        return figure && unit
            ? { label: figureLabel(figure), value: formatNumber(valueOf(unit.properties, figure)) }
            : null;
    }

    private query(state: Readonly<State>): Query {
        return { by: state.by, f: 'geojson', ...recordFilters(state) };
    }

    private draw(): void {
        const { figure } = this.store.state;
        const placed = this.summary?.features.filter((feature) => feature.geometry) ?? [];
        this.classes = figure ? quantileClasses(placed.map(({ properties }) => valueOf(properties, figure))) : [];
        this.source.clear();
        this.layer.setVisible(figure !== null && this.summary !== null);
        if (figure && this.summary) {
            const styles = new Map(this.classes.map((each) => [each, unitStyle(each.color)]));
            for (const feature of this.reader.readFeatures({ type: 'FeatureCollection', features: placed })) {
                const found = classOf(this.classes, valueOf(feature.getProperties(), figure));
                feature.setStyle(found ? styles.get(found) : undefined);
                this.source.addFeature(feature);
            }
        }
        this.view.redraw();
        this.render();
    }

    /** Writes panel and legend anew, from what is there. */
    render(): void {
        const { figure } = this.store.state;
        const busy = figure !== null && this.summary === null && this.asked !== '';
        const panel = byId('panel-statistics');
        const focused = document.activeElement?.id;
        panel.setAttribute('aria-busy', String(busy));
        panel.replaceChildren(
            statisticsForm(this.store, this.summary, this.levels()),
            ...(busy ? [hint('loading')] : this.results()),
        );
        if (focused && panel.querySelector(`#${focused}`)) document.getElementById(focused)?.focus();
        this.showMapLegend();
    }

    private results(): HTMLElement[] {
        const { figure } = this.store.state;
        if (!figure || !this.summary) return [hint('statisticsHelp')];
        return [
            ...statisticsResults(this.summary, figure, this.classes),
            downloads('analysis/summary', this.query(this.store.state)),
        ];
    }

    /** The same classes on the map, where the panel may be out of sight. */
    private showMapLegend(): void {
        const { figure, panel } = this.store.state;
        const box = byId('map-legend');
        box.hidden = figure === null || this.classes.length === 0;
        box.dataset.panel = panel;
        if (!figure || !this.summary) return;
        const fold = h(
            'details',
            { open: this.legendOpen, ontoggle: () => (this.legendOpen = fold.open) },
            h('summary', {}, h('strong', {}, figureLabel(figure)), classStrip(this.classes)),
            classList(this.classes),
            provenanceLine(this.summary, figure),
        );
        box.replaceChildren(fold);
    }
}

function hint(key: TextKey): HTMLElement {
    return h('p', { class: 'hint' }, t(key));
}

function unitStyle(color: string): Style {
    return new Style({ fill: new Fill({ color }), stroke: new Stroke({ color: '#5b6770', width: 1 }) });
}
