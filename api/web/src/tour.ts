// SPDX-License-Identifier: Apache-2.0
// A tour route and the sites along it, in travel order.
import { getJson, isAbort, Latest, recordFilters, type Feature, type FeatureCollection, type Query } from './api';
import { byId, debounce, h } from './dom';
import { downloads, gpx } from './downloads';
import { boundsOf, centreOf } from './geojson';
import { currentLanguage, t } from './i18n';
import { formatValue, valueLabel } from './labels';
import type { MapView } from './map';
import type { Overlay } from './overlay';
import { kindBoxes, siteList } from './sites';
import { clearError, showError } from './status';
import { distanceRange, type State, type Store } from './state';

const corridorCollections = ['facilities', 'products', 'tour-stops'];

export class Tour {
    private readonly latest = new Latest();
    private routes: Feature[] | null = null;
    private sites: FeatureCollection | null = null;
    /** Collections that the list leaves out for now. */
    private readonly left = new Set<string>();
    private readonly apply = debounce(300, () => this.store.set({ distance: this.wanted }));
    private wanted: number;

    constructor(
        private readonly store: Store,
        private readonly view: MapView,
        private readonly overlay: Overlay,
    ) {
        this.wanted = store.state.distance;
        store.subscribe((state, changed) => {
            const asked = ['route', 'distance', 'asOf', 'reportedOnly'] as const;
            if (asked.some((key) => changed.has(key))) void this.show(state);
            else if (changed.has('language')) this.render();
        });
    }

    /** The routes there are; then the one that the state has. */
    async load(): Promise<void> {
        this.render();
        try {
            const found = await getJson<FeatureCollection>('collections/tour-routes/items', { limit: 1000 });
            this.routes = found.features;
            clearError('failedRoutes');
        } catch (error) {
            showError('failedRoutes', error, () => void this.load());
        }
        this.render();
        await this.show(this.store.state);
    }

    /** Moves the map to the route on show. */
    fit(): void {
        const box = boundsOf(this.route()?.geometry?.coordinates);
        if (box) this.view.fitBox(box);
    }

    async show(state: Readonly<State>): Promise<void> {
        const signal = this.latest.next();
        this.wanted = state.distance;
        if (!state.route) {
            this.sites = null;
            this.draw();
            return;
        }
        byId('panel-tour').setAttribute('aria-busy', 'true');
        try {
            this.sites = await getJson<FeatureCollection>('analysis/corridor', this.query(state), signal);
            clearError('failedCorridor');
        } catch (error) {
            if (isAbort(error)) return;
            this.sites = null;
            showError('failedCorridor', error, () => void this.show(this.store.state));
        }
        byId('panel-tour').removeAttribute('aria-busy');
        this.draw();
    }

    private query(state: Readonly<State>): Query {
        return {
            route: state.route,
            distance: state.distance,
            collection: corridorCollections.join(','),
            ...recordFilters(state),
        };
    }

    private route(): Feature | undefined {
        return this.routes?.find((route) => route.id === this.store.state.route);
    }

    private shown(): Feature[] {
        return this.sites?.features.filter(({ properties }) => !this.left.has(String(properties.collection))) ?? [];
    }

    private draw(): void {
        this.overlay.showRoute(this.store.state.route ? (this.route()?.geometry ?? null) : null, this.shown());
        this.render();
    }

    /** The form is left alone while only its answer changes: who drags the slider must not lose it. */
    private render(): void {
        const { route } = this.store.state;
        const shown = JSON.stringify([currentLanguage(), route, this.routes?.length]);
        const form = byId('tour-form');
        if (form.dataset.shown !== shown) {
            const focused = document.activeElement?.id;
            form.replaceChildren(...this.routeField(), ...(route ? this.distanceField() : []));
            form.dataset.shown = shown;
            if (focused === 'route') byId('route').focus();
        }
        for (const input of form.querySelectorAll<HTMLInputElement>('.distance input')) {
            if (document.activeElement !== input) input.value = String(this.wanted / 1000);
        }
        byId('tour-results').replaceChildren(...this.results());
    }

    private routeField(): HTMLElement[] {
        const option = ({ id, properties, geometry }: Feature): HTMLElement => {
            const name = String(properties.name ?? id);
            const selected = id === this.store.state.route;
            const { provenance } = properties;
            const made = provenance && provenance !== 'reported' ? ` (${valueLabel(String(provenance))})` : '';
            const text = geometry ? name + made : t('routeNoLine', { name });
            return h('option', { value: String(id), selected, disabled: !geometry }, text);
        };
        const onchange = (): void => {
            this.store.set({ route: select.value || null });
            this.fit();
        };
        const options = [h('option', { value: '' }, t('routeNone')), ...(this.routes ?? []).map(option)];
        const select = h('select', { id: 'route', onchange }, ...options);
        return [h('label', { for: 'route' }, t('route')), select];
    }

    private distanceField(): HTMLElement[] {
        const change = (event: Event): void => {
            const input = event.target as HTMLInputElement;
            const metres = Math.round(Number(input.value) * 1000);
            const good = metres >= distanceRange.min && metres <= distanceRange.max;
            input.setAttribute('aria-invalid', String(!good));
            if (!good) return;
            this.wanted = metres;
            this.apply();
        };
        const range = { min: distanceRange.min / 1000, max: distanceRange.max / 1000, step: 0.1 };
        // The slider covers what a visitor may drive off a route; the field beside it takes more.
        const near = { min: 0.5, max: 20, step: 0.5, 'aria-label': t('distanceSlider') };
        const fields = [
            h('input', { type: 'number', id: 'distance', ...range, oninput: change }),
            h('input', { type: 'range', id: 'distance-slider', ...near, oninput: change }),
        ];
        return [h('label', { for: 'distance' }, t('distance')), h('div', { class: 'distance' }, ...fields)];
    }

    private results(): HTMLElement[] {
        const hint = (text: string): HTMLElement => h('p', { class: 'hint' }, text);
        if (!this.store.state.route) return [hint(this.routes ? t('tourHelp') : t('loading'))];
        if (!this.sites) return [hint(t('loading'))];
        const note = this.route()?.properties.line_note;
        return [
            ...(note ? [hint(formatValue('line_note', note))] : []),
            kindBoxes(corridorCollections, this.sites.features, this.left, () => this.draw()),
            ...siteList(this.shown(), (site) => this.pick(site)),
            downloads('analysis/corridor', this.query(this.store.state), [gpx]),
        ];
    }

    private pick(site: Feature): void {
        const at = centreOf(site.geometry?.coordinates);
        this.store.set({ at, record: `${String(site.properties.collection)}/${String(site.id)}` });
        if (at) this.view.goTo(at[0], at[1], 13);
    }
}
