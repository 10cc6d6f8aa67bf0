// SPDX-License-Identifier: Apache-2.0
// The styles of the server, judged by the validator of the MapLibre style specification and by what they refer to.
import assert from 'node:assert/strict';
import test from 'node:test';
import { createPropertyExpression, latest, validateStyleMin } from '@maplibre/maplibre-gl-style-spec';

const base = process.env.SANVAT_URL;

async function fetchJson(path) {
    const response = await fetch(new URL(path, base));
    assert.ok(response.ok, `${path}: ${response.status}`);
    return response.json();
}

async function styleNames() {
    const { links } = await fetchJson('?f=json');
    const names = links.map(({ href }) => /\/styles\/([^/]+)\/style\.json$/.exec(href)?.[1]).filter(Boolean);
    assert.ok(names.length > 0, 'the landing page names styles');
    return names;
}

const faultsOf = (style) => validateStyleMin(style).map(({ message }) => message);

const queries = ['', '?as-of=2023-10-31', '?units=2024-01-01&provenance=reported', '?filter=stars%3E3'];

for (const query of queries) {
    test(`every style is valid ${query}`, async () => {
        for (const name of await styleNames()) {
            const style = await fetchJson(`styles/${name}/style.json${query}`);
            assert.deepEqual(faultsOf(style), [], name);
            assert.ok(style.layers.length > 1, name);
            assert.equal(new Set(style.layers.map(({ id }) => id)).size, style.layers.length, `${name}: ids`);
        }
    });
}

test('the validator finds what is wrong', async () => {
    const style = await fetchJson('styles/overview/style.json');
    const broken = (change) => {
        const copy = structuredClone(style);
        change(copy);
        return faultsOf(copy).join('\n');
    };
    const line = style.layers.findIndex(({ type }) => type === 'line');
    assert.match(
        broken((copy) => (copy.layers[line].source = 'nowhere')),
        /source "nowhere" not found/,
    );
    assert.match(
        broken((copy) => (copy.layers[line].paint['line-color'] = 'land')),
        /color expected/,
    );
    assert.match(
        broken((copy) => (copy.layers[line].filter = ['is', 'kind'])),
        /Unknown expression "is"/,
    );
    assert.match(
        broken((copy) => (copy.version = 7)),
        /version: expected one of \[8\]/,
    );
});

const provenances = ['reported', 'derived', 'illustrative'];

/** Names of the pictures that a layer asks for at some zoom, for records of all provenances. */
function picturesOf(layer) {
    const image = createPropertyExpression(
        layer.layout['icon-image'],
        'icon-image',
        latest.layout_symbol['icon-image'],
    );
    assert.equal(image.result, 'success', layer.id);
    const names = new Set();
    for (let zoom = layer.minzoom ?? 0; zoom < (layer.maxzoom ?? 22); zoom += 1) {
        for (const provenance of provenances)
            names.add(image.value.evaluate({ zoom }, { type: 1, properties: { id: '', provenance } }).name);
    }
    return names;
}

test('every picture that a style names is in its sprites, inside of them', async () => {
    for (const name of await styleNames()) {
        const style = await fetchJson(`styles/${name}/style.json`);
        const symbols = style.layers.filter(({ layout }) => layout?.['icon-image']);
        const named = new Set(symbols.flatMap((layer) => [...picturesOf(layer)]));
        for (const [ending, ratio] of [
            ['', 1],
            ['@2x', 2],
        ]) {
            const index = await (await fetch(`${style.sprite}${ending}.json`)).json();
            for (const picture of named) assert.ok(index[picture], `${name} ${picture}`);
            const png = Buffer.from(await (await fetch(`${style.sprite}${ending}.png`)).arrayBuffer());
            assert.equal(png.toString('latin1', 1, 4), 'PNG', name);
            const [width, height] = [png.readUInt32BE(16), png.readUInt32BE(20)];
            for (const [picture, place] of Object.entries(index)) {
                assert.equal(place.pixelRatio, ratio, picture);
                assert.ok(place.x + place.width <= width && place.y + place.height <= height, picture);
            }
        }
    }
});

test('tiles hold the layers that a style draws from them', async () => {
    const { vector_layers: layers } = await fetchJson('tiles/production.json');
    const known = new Map(layers.map(({ id, fields }) => [id, new Set(Object.keys(fields))]));
    for (const name of await styleNames()) {
        const style = await fetchJson(`styles/${name}/style.json?provenance=reported`);
        for (const layer of style.layers) {
            const within = layer['source-layer'];
            if (!within) continue;
            const source = new URL(style.sources[layer.source].tiles[0]);
            assert.ok(source.searchParams.get('layers').split(',').includes(within), `${name} ${layer.id}`);
            const asked = [...JSON.stringify(layer).matchAll(/\["get","([^"]+)"\]/g)].map(([, property]) => property);
            for (const property of asked) assert.ok(known.get(within).has(property), `${layer.id}: ${property}`);
        }
    }
});

test('links lead to tiles of the same day and filter', async () => {
    const style = await fetchJson(
        'styles/overview/style.json?as-of=2024-06-01&filter=stars%3D4&layers=communes,products-4',
    );
    const query = (source) => Object.fromEntries(new URL(style.sources[source].tiles[0]).searchParams);
    assert.deepEqual(query('production'), { layers: 'products', 'as-of': '2024-06-01', filter: 'stars=4' });
    assert.deepEqual(query('backdrop'), { layers: 'communes', 'as-of': '2024-06-01' });
    for (const { tiles } of Object.values(style.sources).filter(({ type }) => type === 'vector')) {
        const url = tiles[0].replace('{z}', '8').replace('{x}', '203').replace('{y}', '111');
        assert.equal((await fetch(url)).status, 200, url);
    }
});
