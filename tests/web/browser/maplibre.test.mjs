// SPDX-License-Identifier: Apache-2.0
// The styles of the server as MapLibre draws them, on a page from elsewhere: without a complaint, with the records that
// the API says are in the view, and nearly as the server draws the same view.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { ask, base, colours, difference } from '../support/browser.mjs';
import { openMapLibre } from '../support/maplibre.mjs';

const province = { zoom: 9, center: [106.05, 22.7] };
const east = { zoom: 11, center: [106.42, 22.72] };
const villages = { zoom: 13, center: [106.4, 22.69] };
const byCommune = 'figure=products&by=commune&method=jenks&n=5';
const nearRoute = 5000; // metres, of styles/theme.toml

/** The view and the question of each style; the collections whose records it draws as symbols, and which of them. */
const styles = {
    overview: { view: east, collections: ['facilities', 'products', 'craft-villages'] },
    labels: { view: east, collections: ['facilities', 'products', 'craft-villages'] },
    facilities: { view: east, collections: ['facilities', 'craft-villages'] },
    products: { view: east, collections: ['products'] },
    'raw-material': { view: province },
    tour: { view: east, collections: ['products', 'craft-villages'], sites: sitesAlongRoutes },
    choropleth: { view: province, query: byCommune },
    density: { view: province, query: 'cell=10km' },
};

let client;
before(async () => {
    client = await openMapLibre();
});
after(() => client.close());

const addressOf = (name, query) => `${base}styles/${name}/style.json${query ? `?${query}` : ''}`;

/** Shows a style, given as a document or its address; returns all that goes wrong. */
async function problemsOf(style, view, on = client) {
    on.page.problems.length = 0;
    const reported = await on.call('show', style, view);
    return [...reported, ...on.page.problems];
}

async function shown(name, view, query) {
    const url = addressOf(name, query);
    assert.deepEqual(await problemsOf(url, view), [], name);
    return (await fetch(url)).json();
}

async function allItems(collection, query) {
    const { features, numberMatched } = await ask(`collections/${collection}/items`, { ...query, limit: 10_000 });
    assert.equal(features.length, numberMatched, collection);
    return features;
}

/** Records in a box on a day. Recognised villages are drawn as villages, not as the facilities that they are, too. */
async function sitesInBox(collections, bbox, datetime) {
    const found = await Promise.all(
        collections.map(async (collection) => {
            const items = await allItems(collection, { bbox: bbox.join(), datetime });
            const drawn = items.filter(({ geometry, properties }) => geometry && properties.kind !== 'craft_village');
            return drawn.map(({ id }) => `${collection}/${id}`);
        }),
    );
    return new Set(found.flat());
}

async function sitesAlongRoutes(collections, [west, south, east, north], datetime) {
    const routes = (await allItems('tour-routes', { datetime })).filter(({ geometry }) => geometry);
    const found = await Promise.all(
        routes.map(({ id }) =>
            ask('analysis/corridor', {
                route: id,
                distance: nearRoute,
                collection: collections.join(),
                'as-of': datetime,
            }),
        ),
    );
    const inside = ({ geometry: { coordinates } }) =>
        west <= coordinates[0] && coordinates[0] <= east && south <= coordinates[1] && coordinates[1] <= north;
    const sites = found.flatMap(({ features }) => features).filter(inside);
    return new Set(sites.map(({ id, properties }) => `${properties.collection}/${properties.id ?? id}`));
}

/** Records of collections that are drawn as symbols with their places in the view or so many pixels beside it. */
async function symbols(style, collections, beside) {
    const { width, height } = client.page.viewportSize();
    const inside = ({ x, y }) => -beside <= x && x <= width + beside && -beside <= y && y <= height + beside;
    const marks = new Set(style.layers.filter(({ layout }) => layout?.['icon-image']).map(({ id }) => id));
    const drawn = (await client.call('rendered')).filter(
        ({ layer, sourceLayer, point }) => marks.has(layer) && collections.includes(sourceLayer) && inside(point),
    );
    return new Set(drawn.map(({ sourceLayer, properties }) => `${sourceLayer}/${properties.id}`));
}

const without = (all, some) => [...all].filter((one) => !some.has(one));

/** Blocks of 20 pixels, across and down. */
const blocks = [43, 26];

/** Clear pixels lie on white. */
function onWhite(pixels) {
    return pixels.map((value, i) => {
        const alpha = pixels[i - (i % 4) + 3] / 255;
        return i % 4 === 3 ? 255 : Math.round(value * alpha + 255 * (1 - alpha));
    });
}

test('every style of the server is looked at', async () => {
    const { links } = await ask('', { f: 'json' });
    const names = links.map(({ href }) => /\/styles\/([^/]+)\/style\.json$/.exec(href)?.[1]).filter(Boolean);
    assert.deepEqual(names.sort(), Object.keys(styles).sort());
});

for (const [name, { view, query, collections, sites = sitesInBox }] of Object.entries(styles)) {
    if (!collections) continue;
    test(`${name} shows the records that the API says are there`, async () => {
        const style = await shown(name, view, query);
        // Tiles hold whole numbers: a pixel at the edge may part what is drawn from what is asked for.
        const edge = 2;
        const drawn = await symbols(style, collections, edge);
        const day = style.metadata['sanvat:as_of'];
        const expected = (rim) => client.call('bounds', rim).then((box) => sites(collections, box, day));
        const [least, most] = [await expected(edge), await expected(-2 * edge)];
        assert.ok(least.size > 10, `${name}: ${least.size} records in the view`);
        assert.deepEqual(without(least, drawn), [], `${name} lacks them`);
        assert.deepEqual(without(drawn, most), [], `${name} shows them besides`);
    });
}

for (const [name, { view, query }] of Object.entries(styles)) {
    test(`${name} looks nearly as the server draws it, with names`, async () => {
        await shown(name, view, query);
        const picture = onWhite(await client.call('drawn', ...blocks));
        assert.ok(colours(picture) > 4, `${colours(picture)} colours`);
        const tiles = `${base}tiles/${name}/{z}/{x}/{y}.png${query ? `?${query}` : ''}`;
        const own = onWhite(await client.call('drawnByServer', tiles, ...blocks));
        // Names stand elsewhere; units drawn paler instead of hatched make it 0.13.
        const unlike = difference(picture, own);
        assert.ok(unlike < 0.1, `${unlike} of the blocks are unlike`);
        const share = await client.call('shareOfNames');
        assert.ok(share > 0.003, `letters are ${share} of the picture`);
    });
}

test('no symbol keeps the name away that belongs to it', async () => {
    const style = await shown('overview', villages);
    const drawn = await client.call('rendered');
    const at = ({ point }) => `${Math.round(point.x)},${Math.round(point.y)}`;
    const places = (layer) => new Set(drawn.filter((one) => one.layer === layer).map(at));
    const marked = places('craft-villages/symbol-1');
    assert.ok(marked.size >= 3, `${marked.size} places of villages; layers ${style.layers.map(({ id }) => id)}`);
    assert.deepEqual(without(marked, places('craft-villages/label')), []);
});

test('every area that the API knows has its mark and its outline', async () => {
    const style = await shown('raw-material', province);
    const datetime = style.metadata['sanvat:as_of'];
    const areas = (await allItems('raw-material-areas', { datetime })).filter(({ geometry }) => geometry);
    assert.ok(areas.length > 5, `${areas.length} areas`);
    const drawn = await client.call('rendered');
    const of = (part) =>
        drawn.filter(({ layer }) => layer.startsWith(`crops/${part}`)).map(({ properties }) => properties);
    assert.deepEqual(
        new Set(of('symbol').map(({ label }) => label)),
        new Set(areas.map(({ properties }) => properties.name)),
    );
    assert.deepEqual(new Set(of('fill').map(({ id }) => id)), new Set(areas.map(({ id }) => id)));
});

test('units have the colours of the legend, and are hatched where it says so', async () => {
    await shown('choropleth', province, byCommune);
    const { layers } = await ask('styles/choropleth/legend', {
        ...Object.fromEntries(new URLSearchParams(byCommune)),
        f: 'json',
    });
    const [{ classes, partly_illustrative: partly, mostly_illustrative: mostly }] = layers;
    const drawn = await client.call('rendered');
    const units = (condition) => new Set(drawn.filter(condition).map(({ properties }) => properties.id)).size;
    const channels = (hex) => [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16));
    for (const { fill, count } of classes) {
        const colour = `rgba(${channels(fill).join()},1)`;
        assert.equal(
            units((one) => one.layer === 'figure/fill' && one.fill === colour),
            count,
            colour,
        );
    }
    assert.ok(partly + mostly > 0);
    assert.equal(
        units(({ layer }) => layer === 'figure/made-up'),
        mostly,
    );
    assert.equal(
        units(({ layer }) => layer === 'figure/made-up-in-part'),
        partly,
    );
});

test('screens of twice the pixels have their sprites', async () => {
    const sharp = await openMapLibre({ ratio: 2 });
    try {
        const asked = [];
        sharp.page.on('request', (request) => asked.push(request.url()));
        assert.deepEqual(await problemsOf(addressOf('facilities'), villages, sharp), []);
        assert.ok(
            asked.some((url) => url.endsWith('/sprite@2x.png')),
            asked.join('\n'),
        );
    } finally {
        await sharp.close();
    }
});

test('what a style refers to in vain is seen', async () => {
    const style = await (await fetch(addressOf('facilities'))).json();
    const broken = async (change) => {
        const copy = structuredClone(style);
        change(copy);
        return (await problemsOf(copy, villages)).join('\n');
    };
    assert.equal(await broken(() => {}), '');
    assert.match(await broken((copy) => (copy.glyphs = copy.glyphs.replace('glyphs', 'letters'))), /letters.*404/);
    assert.match(await broken((copy) => (copy.sprite += 's')), /sprites.*404/);
    assert.match(
        await broken((copy) => (copy.sources.production.tiles[0] = `${base}tiles/none/{z}/{x}/{y}.mvt`)),
        /none.*404/,
    );
    const mark = (copy) => copy.layers.find(({ id }) => id === 'village-sites/symbol-1');
    assert.match(await broken((copy) => (mark(copy).layout['icon-image'] = 'nothing')), /no picture nothing/);
});
