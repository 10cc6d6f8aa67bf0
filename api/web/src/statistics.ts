// SPDX-License-Identifier: Apache-2.0
// The panel of the choropleth: what to colour by, the classes, and the map in figures.
import type { FeatureCollection, Properties } from './api';
import type { Class } from './classes';
import { h } from './dom';
import { formatDate, formatNumber, t } from './i18n';
import { figureLabel, provenanceText } from './labels';
import type { Level, Store } from './state';

/** Offered before the server has told which columns there are. */
const commonFigures = ['facilities', 'products', 'hectares'];

/** A column of a summary's row; 0 where the row has no such column. */
export function valueOf(properties: Properties, figure: string): number {
    const value = Number(properties[figure] ?? 0);
    return Number.isFinite(value) ? value : 0;
}

/** The fields that change the state: figure, level, and with a figure chosen whether sites are drawn. */
export function statisticsForm(store: Store, summary: FeatureCollection | null, levels: readonly Level[]): HTMLElement {
    const { figure } = store.state;
    return h(
        'div',
        { class: 'form' },
        h('label', { for: 'figure' }, t('figure')),
        figureField(store, summary),
        levels.length > 1 ? levelField(store) : null,
        figure ? pointsField(store) : null,
    );
}

/** Days, classes and ranking of the figure on show. */
export function statisticsResults(
    summary: FeatureCollection,
    figure: string,
    classes: readonly Class[],
): HTMLElement[] {
    const { as_of: asOf, units_as_of: unitsAsOf } = summary;
    const dates = [
        asOf && t('dataAsOf', { date: formatDate(asOf) }),
        unitsAsOf && t('unitsAsOf', { date: formatDate(unitsAsOf) }),
    ];
    return [
        h('p', { class: 'hint' }, dates.filter(Boolean).join(' · ')),
        provenanceLine(summary, figure),
        h('h3', {}, t('classes')),
        classList(classes),
        h('h3', {}, t('ranking')),
        ranking(summary, figure),
    ];
}

/** The whole that the figure is part of, and how much of it is not as reported. */
export function provenanceLine(summary: FeatureCollection, figure: string): HTMLElement {
    const whole = figure.split('_')[0] ?? figure;
    const total = (column: string): number =>
        summary.features.reduce((sum, { properties }) => sum + valueOf(properties, column), 0);
    const made = provenanceText({
        derived: total(`derived_${whole}`),
        illustrative: total(`illustrative_${whole}`),
    });
    const text = `${figureLabel(whole)}: ${formatNumber(total(whole))}`;
    return h('p', { class: 'hint provenance' }, made ? `${text}, ${made}` : text);
}

export function classList(classes: readonly Class[]): HTMLElement {
    const entries = classes.map((each) => {
        const swatch = h('span', { class: 'swatch' });
        swatch.style.background = each.color;
        const count = h('span', { class: 'count' }, t('unitCount', { n: each.count }));
        return h('li', {}, swatch, h('span', {}, range(each)), count);
    });
    return h('ul', { class: 'classes' }, ...entries);
}

/** The classes' colours alone, for where there is no room for more. */
export function classStrip(classes: readonly Class[]): HTMLElement {
    const swatches = classes.map((each) => {
        const swatch = h('span', { class: 'swatch' });
        swatch.style.background = each.color;
        return swatch;
    });
    return h('span', { class: 'strip', 'aria-hidden': 'true' }, ...swatches);
}

function figureField(store: Store, summary: FeatureCollection | null): HTMLElement {
    const { figure } = store.state;
    const option = (value: string): HTMLElement =>
        h('option', { value, selected: value === figure }, figureLabel(value));
    const select = h(
        'select',
        { id: 'figure', onchange: () => store.set({ figure: select.value || null }) },
        h('option', { value: '', selected: figure === null }, t('figureNone')),
        ...figures(summary, figure).map(option),
    );
    return select;
}

/** All columns with numbers, as the server has them; the one asked for is among them in any case. */
function figures(summary: FeatureCollection | null, asked: string | null): string[] {
    const row = summary?.features[0]?.properties ?? {};
    const found = Object.keys(row).filter((key) => /^(facilities|products|hectares)/.test(key));
    const all = found.length ? found : commonFigures;
    return asked && !all.includes(asked) ? [...all, asked] : all;
}

function levelField(store: Store): HTMLElement {
    const choice = (by: Level, text: string): HTMLElement => {
        const checked = store.state.by === by;
        const onchange = (): void => store.set({ by });
        return h(
            'label',
            {},
            h('input', { type: 'radio', name: 'by', id: `by-${by}`, value: by, checked, onchange }),
            text,
        );
    };
    return h(
        'fieldset',
        { class: 'choice' },
        h('legend', {}, t('by')),
        choice('commune', t('byCommune')),
        choice('district', t('byDistrict')),
    );
}

function pointsField(store: Store): HTMLElement {
    const input = h('input', {
        type: 'checkbox',
        id: 'points',
        checked: store.state.points,
        onchange: () => store.set({ points: input.checked }),
    });
    return h('div', { class: 'choice' }, h('label', {}, input, t('points')));
}

/** The map in figures, for those who cannot see it; what has no unit stands apart, and the sum is the whole. */
function ranking(summary: FeatureCollection, figure: string): HTMLElement {
    const rows = summary.features.map(({ properties }) => ({
        name: properties.code ? String(properties.name) : t('notPlaced'),
        placed: Boolean(properties.code),
        value: valueOf(properties, figure),
    }));
    const total = rows.reduce((sum, row) => sum + row.value, 0);
    rows.sort((a, b) => Number(b.placed) - Number(a.placed) || b.value - a.value || a.name.localeCompare(b.name, 'vi'));
    const line = (name: string, value: number, kind = ''): HTMLElement =>
        h('tr', { class: kind }, h('th', { scope: 'row' }, name), h('td', {}, formatNumber(value)));
    return h(
        'table',
        { class: 'ranking', id: 'ranking' },
        h('thead', {}, h('tr', {}, h('th', { scope: 'col' }, t('unit')), h('th', { scope: 'col' }, t('value')))),
        h('tbody', {}, ...rows.map((row) => line(row.name, row.value, row.placed ? '' : 'apart'))),
        h('tfoot', {}, line(t('total'), total)),
    );
}

function range({ from, to }: Class): string {
    return from === to ? formatNumber(from) : `${formatNumber(from)} – ${formatNumber(to)}`;
}
