// SPDX-License-Identifier: Apache-2.0
// Links to an answer of the server as files.
import { address, type Query } from './api';
import { h } from './dom';
import { t } from './i18n';

export type Format = readonly [f: string, title: string];

const tables: readonly Format[] = [
    ['csv', 'CSV'],
    ['xlsx', 'XLSX'],
    ['geojson', 'GeoJSON'],
];
/** For phones and satellite receivers; of answers along a route. */
export const gpx: Format = ['gpx', 'GPX'];

/** `path` is the resource, its last word the name of the file. */
export function downloads(path: string, query: Query, more: readonly Format[] = []): HTMLElement {
    const name = path.split('/').pop() ?? path;
    const links = [...tables, ...more].map(([f, title]) =>
        h('a', { href: address(path, { ...query, f }), download: `${name}.${f}` }, title),
    );
    return h('p', { class: 'downloads' }, t('download'), ...links);
}
