// SPDX-License-Identifier: Apache-2.0
// Links to an answer of the server as files.
import { address, type Query } from './api';
import { h } from './dom';
import { t } from './i18n';

const formats = [
    ['csv', 'CSV'],
    ['xlsx', 'XLSX'],
    ['geojson', 'GeoJSON'],
] as const;

/** `path` is the resource, its last word the name of the file. */
export function downloads(path: string, query: Query): HTMLElement {
    const name = path.split('/').pop() ?? path;
    const links = formats.map(([f, title]) =>
        h('a', { href: address(path, { ...query, f }), download: `${name}.${f}` }, title),
    );
    return h('p', { class: 'downloads' }, t('download'), ...links);
}
