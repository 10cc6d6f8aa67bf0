// SPDX-License-Identifier: Apache-2.0
// One record for reading: what it is in a line, and on opening it all it says and where that comes from.
import type { Geometry, LegendLayer, Properties } from './api';
import { h } from './dom';
import { currentLanguage, t } from './i18n';
import { collectionLabel, columnLabel, formatValue, sentence, shownColumns, valueLabel } from './labels';
import { symbolPicture } from './symbol';

export interface Record {
    id: string;
    collection: string;
    name: string;
    properties: Properties;
    geometry: Geometry | null;
    /** The layer that draws it; undefined where none does. */
    layer: LegendLayer | undefined;
    /** Of a unit: what it went into, and what went into it. */
    after: Other[];
    before: Other[];
}

/** Another record: "collection/id", and its name. */
export interface Other {
    record: string;
    name: string;
}

export function isUnit({ collection }: Record): boolean {
    return collection === 'communes' || collection === 'districts';
}

/** `open`: with its table unfolded. */
export function recordDetails(record: Record, open: boolean): HTMLElement {
    const { properties } = record;
    const provenance = typeof properties.provenance === 'string' ? properties.provenance : null;
    return h(
        'details',
        { class: 'record', open, 'data-id': record.id, 'data-collection': record.collection },
        h(
            'summary',
            {},
            record.layer ? symbolPicture(record.layer) : null,
            h('span', { class: 'record-name' }, record.name, h('span', { class: 'record-kind' }, kindOf(record))),
            provenance ? h('span', { class: `badge ${provenance}` }, valueLabel(provenance)) : null,
        ),
        h(
            'table',
            {},
            h(
                'tbody',
                {},
                ...shownColumns(properties).map((column) => tableRow(columnLabel(column), cell(column, properties))),
            ),
        ),
        lineage(properties),
    );
}

/** "Craft village · incense", "OCOP product · ★★★★", "Cooperative". */
function kindOf({ collection, properties }: Record): string {
    const kind = typeof properties.kind === 'string' ? valueLabel(properties.kind) : '';
    if (collection === 'facilities' && kind) return sentence(kind);
    const more = detailOf(collection, properties, kind);
    return more ? `${collectionLabel(collection)} · ${more}` : collectionLabel(collection);
}

function detailOf(collection: string, properties: Properties, kind: string): string {
    const read = (vi: string, en: string): string =>
        String((currentLanguage() === 'en' && properties[en]) || properties[vi] || '');
    switch (collection) {
        case 'craft-villages':
            return read('craft', 'craft_en');
        case 'raw-material-areas':
            return read('crop_name', 'crop_name_en');
        case 'products':
            return properties.stars ? '★'.repeat(Number(properties.stars)) : t('noRating');
        case 'producers':
        case 'tour-stops':
            return kind;
        default:
            return '';
    }
}

function lineage(properties: Properties): HTMLElement {
    const rows = ['provenance', 'position_accuracy', 'source_date'].filter((column) => properties[column]);
    const labels: { [column: string]: [string, string] } = {
        provenance: ['Dữ liệu', 'Data'],
        position_accuracy: ['Độ chính xác vị trí', 'Position'],
        source_date: ['Ngày của nguồn', 'Source of'],
    };
    const label = (column: string): string => labels[column]?.[currentLanguage() === 'vi' ? 0 : 1] ?? column;
    return h(
        'div',
        { class: 'lineage' },
        h('h4', {}, t('sourceOfRecord')),
        h('p', {}, ...sourceParts(String(properties.source ?? ''))),
        h('p', {}, rows.map((column) => `${label(column)}: ${formatValue(column, properties[column])}`).join(' · ')),
    );
}

/** A source may name several places, parted by semicolons; web addresses become links. */
function sourceParts(source: string): (Node | string)[] {
    return source.split(/\s*;\s+/).flatMap((part, i) => {
        const isLink = /^https?:\/\/\S+$/.test(part);
        const text = isLink
            ? h('a', { href: part, target: '_blank', rel: 'noopener noreferrer' }, shortLink(part))
            : part;
        return i === 0 ? [text] : ['; ', text];
    });
}

function shortLink(link: string): string {
    const bare = link.replace(/^https?:\/\/(www\.)?/, '');
    return bare.length > 48 ? `${bare.slice(0, 46)}…` : bare;
}

function cell(column: string, properties: Properties): string {
    const value = properties[column];
    const text = formatValue(column, value);
    if (column === 'stars') return `${'★'.repeat(Number(value))} (${text})`;
    const code = { unit_name: 'unit_code', district_name: 'district_code' }[column];
    return code && properties[code] ? `${text} (${String(properties[code])})` : text;
}

function tableRow(label: string, value: string): HTMLElement {
    return h('tr', {}, h('th', { scope: 'row' }, label), h('td', {}, value));
}
