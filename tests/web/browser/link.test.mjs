// SPDX-License-Identifier: Apache-2.0
// A link holds the whole view, wherever the server is.
import assert from 'node:assert/strict';
import { createServer, request } from 'node:http';
import { once } from 'node:events';
import { after, before, test } from 'node:test';
import { ask, base, difference, fragmentOf, launch, mapPixels, open, settled } from '../support/browser.mjs';

let browser;
before(async () => (browser = await launch()));
after(() => browser.close());

test('the shared link restores the view in another browser', async () => {
    const page = await open(browser, {
        permissions: ['clipboard-read', 'clipboard-write'],
    });
    await page.click('#layer-agro-processing');
    await page.click('text=Chỉ dữ liệu được công bố');
    await page.click('#tab-statistics');
    await page.selectOption('#figure', 'products');
    await page.check('#by-district');
    await page.waitForSelector('#ranking');
    const map = page.locator('#map');
    await map.focus();
    await page.keyboard.press('+');
    await settled(page);
    await page.keyboard.press('ArrowRight');
    await settled(page);
    await page.keyboard.press('Enter');
    await page.waitForSelector('#popup[aria-busy="false"]');
    await settled(page);
    await page.click('#share');
    await page.waitForSelector('#note:not([hidden])');
    const link = await page.evaluate(() => navigator.clipboard.readText());
    assert.equal(link, page.url());

    const other = await open(browser, { fragment: link.split('#')[1] });
    await other.waitForSelector('#popup[aria-busy="false"]');
    await settled(other);
    assert.deepEqual(await fragmentOf(other), await fragmentOf(page));
    assert.equal(await other.isChecked('#reported-only'), true);
    assert.equal(await other.inputValue('#figure'), 'products');
    assert.equal(await other.isChecked('#by-district'), true);
    assert.equal(await other.isChecked('#layer-agro-processing'), false);
    assert.equal(await other.textContent('#popup-title'), await page.textContent('#popup-title'));
    assert.ok(difference(await mapPixels(page), await mapPixels(other)) < 0.01, 'the maps differ');
    assert.deepEqual([...page.problems, ...other.problems], []);
    await page.context().close();
    await other.context().close();
});

test('a link pasted into the open page is followed', async () => {
    const page = await open(browser);
    await page.evaluate(() => (location.hash = 'map=12/22.7/106.385&panel=tour&lang=en'));
    await settled(page);
    assert.equal(await page.getAttribute('#tab-tour', 'aria-selected'), 'true');
    assert.equal(await page.getAttribute('html', 'lang'), 'en');
    assert.equal((await fragmentOf(page)).map, '12/22.7/106.385');
    await page.context().close();
});

test('a link that makes no sense shows the whole map', async () => {
    const page = await open(browser, {
        fragment: 'map=x/y&layers=<b>&as-of=2023-02-31&figure=a b&at=1',
    });
    assert.equal(await page.getAttribute('#tab-layers', 'aria-selected'), 'true');
    assert.equal(await page.locator('#messages .message').count(), 0);
    assert.deepEqual(page.problems, []);
    await page.context().close();
});

test('the viewer works under a path that a proxy puts before it', async () => {
    const proxy = createServer((incoming, outgoing) => {
        if (!incoming.url.startsWith('/ocop/map/')) return void outgoing.writeHead(404).end();
        const target = new URL(incoming.url.slice('/ocop/map/'.length), base);
        const onward = request(
            target,
            {
                method: incoming.method,
                headers: { ...incoming.headers, host: target.host },
            },
            (answer) => {
                outgoing.writeHead(answer.statusCode, answer.headers);
                answer.pipe(outgoing);
            },
        );
        onward.on('error', () => outgoing.destroy());
        incoming.pipe(onward);
    }).listen(0, '127.0.0.1');
    await once(proxy, 'listening');
    try {
        const url = `http://127.0.0.1:${proxy.address().port}/ocop/map/`;
        const page = await open(browser, {
            url,
            fragment: 'panel=statistics&figure=facilities',
        });
        await page.waitForSelector('#ranking');
        assert.deepEqual(page.problems, []);
        await page.context().close();
    } finally {
        proxy.closeAllConnections();
        proxy.close();
    }
});

test('a link with layers that there are not shows the others, or the map as it is by itself', async () => {
    for (const [given, kept] of [
        ['zzz', undefined],
        ['zzz,communes', 'communes'],
    ]) {
        const page = await open(browser, { fragment: `layers=${given}` });
        assert.equal((await fragmentOf(page)).layers, kept);
        assert.equal(await page.isChecked('#layer-communes'), true);
        assert.equal(await page.locator('#messages .message').count(), 0);
        assert.deepEqual(page.problems, []);
        await page.context().close();
    }
});

test("the landing page's links are there as plain links, and lead somewhere", async () => {
    const page = await open(browser);
    const links = await page.locator('.about nav a').evaluateAll((all) => all.map((link) => link.href));
    for (const wanted of [
        'conformance',
        'api',
        'collections',
        'tiles/overview.json',
        'tiles/production.json',
        'archives',
        'health',
    ]) {
        assert.ok(links.includes(base + wanted), `no link to ${wanted}`);
    }
    for (const link of links) {
        const { status } = await fetch(link, {
            headers: { Accept: 'application/json' },
        });
        assert.equal(status, 200, link);
    }
    await page.context().close();
});

test('a link that names a record alone goes to it', async () => {
    const { features } = await ask('collections/craft-villages/items', { limit: 1000 });
    const village = features.find(({ geometry }) => geometry);
    const page = await open(browser, { fragment: `record=craft-villages/${village.id}` });
    await page.waitForSelector(`#popup[aria-busy="false"] .record[data-id="${village.id}"]`);
    await settled(page);
    assert.equal(await page.textContent('#popup-title'), village.properties.name);
    const { map, at } = await fragmentOf(page);
    const [lon, lat] = village.geometry.coordinates;
    const there = at.split(',').map(Number);
    assert.ok(Math.abs(there[0] - lon) < 1e-4 && Math.abs(there[1] - lat) < 1e-4, at);
    assert.ok(Number(map.split('/')[0]) >= 13, map);
    assert.deepEqual(page.problems, []);
    await page.context().close();
});

test('a link that names a record and a map keeps the map, as long as the record is on it', async () => {
    const { features } = await ask('collections/craft-villages/items', { limit: 1000 });
    const village = features.find(({ geometry }) => geometry);
    const [lon, lat] = village.geometry.coordinates;
    const fragment = `map=11/${lat}/${lon}&record=craft-villages/${village.id}`;
    const page = await open(browser, { fragment });
    await page.waitForSelector(`#popup[aria-busy="false"] .record[data-id="${village.id}"]`);
    await settled(page);
    const { map, at } = await fragmentOf(page);
    assert.equal(map, `11/${lat}/${lon}`);
    assert.ok(at);
    await page.context().close();
});
