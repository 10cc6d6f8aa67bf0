// SPDX-License-Identifier: Apache-2.0
// The sites along a route for reading.
import type { Feature } from './api';
import { h } from './dom';
import { formatDistance, formatNumber, t } from './i18n';
import { collectionLabel, valueLabel } from './labels';

/** The sites in travel order, each a button. */
export function siteList(sites: readonly Feature[], onPicked: (site: Feature) => void): HTMLElement[] {
    const count = sites.length;
    return [
        h('h3', { id: 'sites-name' }, count ? t('sites', { n: formatNumber(count) }) : t('sitesNone')),
        h(
            'ol',
            { class: 'sites', id: 'sites', 'aria-labelledby': 'sites-name' },
            ...sites.map((site) => h('li', {}, siteButton(site, onPicked))),
        ),
    ];
}

/** Boxes that take collections out of the list and put them back; `left` holds those taken out. */
export function kindBoxes(
    collections: readonly string[],
    sites: readonly Feature[],
    left: Set<string>,
    onChanged: () => void,
): HTMLElement {
    const box = (collection: string): HTMLElement => {
        const count = sites.filter(({ properties }) => properties.collection === collection).length;
        const input = h('input', {
            type: 'checkbox',
            id: `along-${collection}`,
            checked: !left.has(collection),
            onchange: () => {
                if (input.checked) left.delete(collection);
                else left.add(collection);
                onChanged();
            },
        });
        return h('label', {}, input, `${collectionLabel(collection)} (${formatNumber(count)})`);
    };
    return h('fieldset', { class: 'choice' }, h('legend', {}, t('showKinds')), ...collections.map(box));
}

function siteButton(site: Feature, onPicked: (site: Feature) => void): HTMLElement {
    const { properties } = site;
    const collection = String(properties.collection ?? '');
    const provenance = String(properties.provenance ?? 'reported');
    const badge = h('span', { class: `badge ${provenance}` }, valueLabel(provenance));
    return h(
        'button',
        {
            type: 'button',
            class: 'site',
            id: `site-${collection}-${String(site.id)}`,
            onclick: () => onPicked(site),
        },
        h('span', { class: 'order' }, String(properties.order)),
        h(
            'span',
            { class: 'site-text' },
            h('span', { class: 'site-name' }, String(properties.name ?? site.id)),
            h('span', { class: 'site-where' }, `${collectionLabel(collection)} · ${whereOf(site)}`),
        ),
        h(
            'span',
            { class: 'site-km' },
            t('kmAlong', { n: formatNumber(Number(properties.km_along)) }),
            provenance === 'reported' ? null : badge,
        ),
    );
}

/** "left, 1.2 km off", "on the route". */
function whereOf({ properties }: Feature): string {
    const { side } = properties;
    if (side !== 'left' && side !== 'right') return t('on');
    return `${t(side)}, ${t('offRoute', { n: formatDistance(Number(properties.distance_m)) })}`;
}
