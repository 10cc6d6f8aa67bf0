// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatFragment, initialState, parseDate, parseFragment, Store, type State } from '../../../api/web/src/state';

const everything: State = {
    view: { lon: 106.38512, lat: 22.70001, zoom: 11.25 },
    layers: ['communes', 'craft-villages'],
    reportedOnly: true,
    asOf: '2023-10-31',
    language: 'en',
    panel: 'tour',
    figure: 'products_3',
    by: 'district',
    points: true,
    route: 'tuyến phía Đông & tây',
    distance: 4500,
    at: [106.385, 22.7],
    record: 'craft-villages/làng-1',
};

test('a state comes back from its fragment unchanged', () => {
    assert.deepEqual(parseFragment(formatFragment(everything)), everything);
    assert.deepEqual(parseFragment(`#${formatFragment(everything)}`), everything);
});

test('the initial state needs no fragment', () => {
    assert.equal(formatFragment(initialState), '');
    assert.deepEqual(parseFragment(''), initialState);
    assert.deepEqual(parseFragment('#'), initialState);
});

test('no layer at all differs from the layers of the theme', () => {
    const none = { ...initialState, layers: [] };
    assert.equal(formatFragment(none), 'layers=');
    assert.deepEqual(parseFragment('layers=').layers, []);
    assert.equal(parseFragment('').layers, null);
});

test('commas and slashes stay readable in a link', () => {
    assert.match(formatFragment(everything), /map=11\.25\/22\.70001\/106\.38512&layers=communes,craft-villages&/);
});

for (const [bad, key] of [
    ['map=9', 'view'],
    ['map=9//106', 'view'],
    ['map=99/22/106', 'view'],
    ['map=9/222/106', 'view'],
    ['map=nine/22/106', 'view'],
    ['as-of=2023-02-31', 'asOf'],
    ['as-of=31/10/2023', 'asOf'],
    ['lang=fr', 'language'],
    ['panel=everything', 'panel'],
    ['by=province', 'by'],
    ['figure=<script>', 'figure'],
    ['distance=0', 'distance'],
    ['distance=1e9', 'distance'],
    ['distance=far', 'distance'],
    ['at=106.2', 'at'],
    ['at=,22', 'at'],
    ['at=400,22', 'at'],
    ['record=nothing', 'record'],
    ['provenance=all', 'reportedOnly'],
    ['unheard-of=1', 'view'],
] as const) {
    test(`"${bad}" leaves the rest of the link alone`, () => {
        const state = parseFragment(`${bad}&route=tr-1`);
        assert.equal(state.route, 'tr-1');
        assert.deepEqual(state[key], initialState[key]);
    });
}

test('only days that exist are dates', () => {
    assert.equal(parseDate('2024-02-29'), '2024-02-29');
    for (const bad of ['2023-02-29', '2023-13-01', '2023-00-10', '2023-1-1', '', 'today', null]) {
        assert.equal(parseDate(bad), null, String(bad));
    }
});

test('listeners hear once of all keys that change, and of nothing else', () => {
    const store = new Store({ ...initialState });
    const heard: string[][] = [];
    store.subscribe((_, changed) => heard.push([...changed].sort()));
    store.set({ by: 'commune', distance: 3000 });
    store.set({ by: 'district', distance: 3000, at: [1, 2] });
    store.set({ at: [1, 2] });
    assert.deepEqual(heard, [['at', 'by']]);
});
