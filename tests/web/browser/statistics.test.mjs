// SPDX-License-Identifier: Apache-2.0
// Units coloured by a figure.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { ask, difference, fragmentOf, launch, mapPixels, open, settled } from '../support/browser.mjs';

let browser;
before(async () => (browser = await launch()));
after(() => browser.close());

const number = (text) => Number(text.replace(/\./g, '').replace(',', '.'));

async function ranking(page) {
    await page.waitForSelector('#ranking');
    await settled(page);
    const rows = await page
        .locator('#ranking tbody tr')
        .evaluateAll((all) => all.map((row) => [...row.children].map((cell) => cell.textContent)));
    return {
        rows: rows.map(([name, value]) => [name, number(value)]),
        total: number(await page.textContent('#ranking tfoot td')),
    };
}

for (const [by, figure] of [
    ['commune', 'facilities'],
    ['commune', 'products'],
    ['district', 'facilities'],
    ['district', 'products'],
]) {
    test(`${figure} by ${by} colour the map, and the table is the whole`, async () => {
        const page = await open(browser, {
            fragment: 'panel=statistics&layers=communes,districts',
        });
        const before = await mapPixels(page);
        await page.selectOption('#figure', figure);
        await page.check(`#by-${by}`);
        const { rows, total } = await ranking(page);
        const { rows: asked } = await ask('analysis/summary', { by, f: 'json' });
        assert.equal(rows.length, asked.length);
        const sum = asked.reduce((all, row) => all + row[figure], 0);
        assert.equal(total, sum);
        assert.equal(
            rows.reduce((all, [, value]) => all + value, 0),
            sum,
        );
        assert.equal(rows.at(-1)[0], 'Chưa xác định vị trí');
        assert.ok((await page.locator('#panel-statistics .classes li').count()) >= 2);
        assert.ok(difference(before, await mapPixels(page)) > 0.05, 'the units are not coloured');
        const fragment = await fragmentOf(page);
        assert.equal(fragment.figure, figure);
        assert.deepEqual(page.problems, []);
        await page.context().close();
    });
}

test('the classes hold every unit once', async () => {
    const page = await open(browser, {
        fragment: 'panel=statistics&figure=facilities',
    });
    const { rows } = await ranking(page);
    const counts = await page.locator('#panel-statistics .classes .count').allTextContents();
    assert.equal(
        counts.reduce((sum, text) => sum + parseInt(text, 10), 0),
        rows.length - 1,
    );
    await page.context().close();
});

test('the figures say how much of them is made up', async () => {
    const page = await open(browser, { fragment: 'panel=statistics&figure=facilities' });
    await page.waitForSelector('#panel-statistics .provenance');
    for (const place of ['#panel-statistics', '#map-legend'])
        assert.match(await page.textContent(`${place} .provenance`), /trong đó \d+ minh hoạ/);
    await page.context().close();
});

test('sites can be shown above the coloured units', async () => {
    const page = await open(browser, {
        fragment: 'panel=statistics&figure=facilities',
    });
    await ranking(page);
    const before = await mapPixels(page, 480, 360);
    await page.check('#points');
    await settled(page);
    assert.ok(difference(before, await mapPixels(page, 480, 360)) > 0.005, 'no sites appeared');
    await page.context().close();
});

test('choosing nothing brings the plain map back', async () => {
    const page = await open(browser, { fragment: 'panel=statistics' });
    const before = await mapPixels(page);
    await page.selectOption('#figure', 'hectares');
    await ranking(page);
    await page.selectOption('#figure', '');
    await settled(page);
    assert.equal(await page.locator('#ranking').count(), 0);
    assert.ok(difference(before, await mapPixels(page)) < 0.002);
    await page.context().close();
});

test('crops go by their names', async () => {
    const { features } = await ask('collections/raw-material-areas/items', { limit: 1000 });
    const page = await open(browser, { fragment: 'panel=statistics&figure=hectares' });
    await page.waitForSelector('#ranking');
    await settled(page);
    const options = await page
        .locator('#figure option')
        .evaluateAll((all) => all.map(({ value, text }) => [value, text]));
    for (const { properties } of features) {
        const [, text] = options.find(([value]) => value === `hectares_${properties.crop}`);
        assert.equal(text.toLowerCase(), `${properties.crop_name} (ha)`.toLowerCase());
    }
    await page.context().close();
});

test('names and borders lie above the colours, on clear tiles', async () => {
    const page = await open(browser, { fragment: 'panel=statistics&figure=facilities&by=district' });
    await ranking(page);
    const asked = await page.evaluate(() =>
        performance
            .getEntriesByType('resource')
            .filter(({ name }) => /\/tiles\/.*\.png/.test(name))
            .map(({ name }) => name),
    );
    assert.ok(asked.length > 3);
    for (const url of asked) {
        assert.match(url, /\/tiles\/labels\//);
        const layers = new URL(url).searchParams.get('layers').split(',');
        assert.ok(layers.includes('districts') && !layers.includes('communes'), url);
    }
    await page.context().close();
});

test('the legend on the map folds', async () => {
    const page = await open(browser, { fragment: 'figure=facilities', size: { width: 360, height: 740 } });
    await page.waitForSelector('#map-legend:not([hidden])');
    const height = async () => (await page.locator('#map-legend').boundingBox()).height;
    const folded = await height();
    assert.ok(folded < 100, `${folded} pixels high`);
    await page.click('#map-legend summary');
    await page.waitForSelector('#map-legend .classes', { state: 'visible' });
    assert.ok((await height()) > folded);
    await page.context().close();
});
