// SPDX-License-Identifier: Apache-2.0
// Opening the page, the tiles, the layers and the two switches that hold for everything.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { ask, colours, difference, fragmentOf, launch, mapPixels, open, settled } from '../support/browser.mjs';

let browser;
before(async () => (browser = await launch()));
after(() => browser.close());

test('the page opens without an error, and asks nobody but its server', async () => {
    const page = await open(browser);
    assert.deepEqual(page.problems, []);
    const { title } = await ask('./', { f: 'json' });
    assert.equal(await page.title(), `${title} – Bản đồ vùng sản xuất`);
    assert.equal(await page.textContent('#brand'), title);
    assert.equal(await page.getAttribute('html', 'lang'), 'vi');
    await page.context().close();
});

test("the map is drawn from the server's tiles", async () => {
    const page = await open(browser);
    const tiles = await page.evaluate(
        () => performance.getEntriesByType('resource').filter(({ name }) => name.includes('/tiles/overview/')).length,
    );
    assert.ok(tiles > 3, `${tiles} tiles`);
    assert.ok(colours(await mapPixels(page)) > 8, 'the map is blank');
    await page.context().close();
});

test('a screen of twice the density gets tiles of twice the density', async () => {
    const page = await open(browser, {
        deviceScaleFactor: 2,
        size: { width: 800, height: 600 },
    });
    const names = await page.evaluate(() =>
        performance
            .getEntriesByType('resource')
            .map(({ name }) => name)
            .filter((name) => name.includes('/tiles/overview/')),
    );
    assert.ok(
        names.length > 0 && names.filter((name) => name.endsWith('.png')).every((name) => name.includes('@2x.png')),
    );
    assert.deepEqual(page.problems, []);
    await page.context().close();
});

test('attribution and scale stand on the map', async () => {
    const page = await open(browser);
    const { attribution } = await ask('tiles/overview.json');
    assert.ok(attribution.length > 0);
    assert.equal(await page.textContent('#map .ol-attribution li'), attribution);
    assert.match(await page.textContent('#map .ol-scale-line'), /^\d+ (k?m)$/);
    await page.context().close();
});

test('the legend counts what the server counts, and switching a layer off takes it from the map and into the link', async () => {
    const page = await open(browser);
    const { layers } = await ask('styles/overview/legend', { f: 'json' });
    for (const { id, title, counts, visible } of layers) {
        const row = page.locator('label.layer', {
            has: page.locator(`#layer-${id}`),
        });
        assert.match(await row.locator('.layer-name').textContent(), new RegExp(`^${title.vi.replace(/[()]/g, '.')}`));
        assert.equal(await row.locator('input').isChecked(), visible, id);
        if (counts)
            assert.equal((await row.locator('.count').textContent()).replace(/\./g, ''), String(counts.total), id);
    }
    const before = await mapPixels(page);
    await page.click('#layer-craft-villages');
    await settled(page);
    assert.ok(difference(before, await mapPixels(page)) > 0.002, 'the map did not change');
    assert.ok(!(await fragmentOf(page)).layers.split(',').includes('craft-villages'));
    await page.click('text=Mặc định');
    await settled(page);
    assert.equal((await fragmentOf(page)).layers, undefined);
    assert.ok(difference(before, await mapPixels(page)) < 0.002, 'the map did not come back');
    assert.deepEqual(page.problems, []);
    await page.context().close();
});

test('"reported only" goes into every request, and nothing illustrative is left', async () => {
    const page = await open(browser);
    const asked = [];
    page.on('request', (request) => asked.push(new URL(request.url())));
    await page.click('text=Chỉ dữ liệu được công bố');
    await settled(page);
    await page.click('#tab-statistics');
    await page.selectOption('#figure', 'facilities');
    await page.waitForSelector('#ranking');
    await settled(page);
    const records = asked.filter(({ pathname }) => /tiles\/overview\/|legend|analysis|search/.test(pathname));
    assert.ok(records.length > 3);
    for (const url of records) assert.equal(url.searchParams.get('provenance'), 'reported', url.href);
    assert.equal((await fragmentOf(page)).provenance, 'reported');
    await page.click('#tab-layers');
    const notes = await page.locator('.layer-name small').allTextContents();
    assert.deepEqual(
        notes.filter((text) => text.includes('minh hoạ')),
        [],
    );
    await page.context().close();
});

test('the day goes into the requests, and an empty field brings the reference date back', async () => {
    const page = await open(browser);
    const { as_of: reference } = await ask('styles/overview/legend', {
        f: 'json',
    });
    const written = reference.split('-').reverse().join('/');
    assert.equal(await page.inputValue('#as-of'), written);
    const [legend] = await Promise.all([
        page.waitForResponse((response) => response.url().includes('/styles/overview/legend')),
        page.fill('#as-of', '31/10/2023').then(() => page.press('#as-of', 'Tab')),
    ]);
    assert.equal(new URL(legend.url()).searchParams.get('as-of'), '2023-10-31');
    await settled(page);
    assert.equal((await fragmentOf(page))['as-of'], '2023-10-31');
    assert.match(await page.textContent('#as-of-hint'), /31\/10\/2023/);
    await page.fill('#as-of', '31/02/2023');
    await page.press('#as-of', 'Tab');
    assert.equal(await page.getAttribute('#as-of', 'aria-invalid'), 'true');
    assert.equal((await fragmentOf(page))['as-of'], '2023-10-31');
    await page.fill('#as-of', '');
    await page.press('#as-of', 'Tab');
    await settled(page);
    assert.equal((await fragmentOf(page))['as-of'], undefined);
    assert.equal(await page.inputValue('#as-of'), written);
    assert.deepEqual(page.problems, []);
    await page.context().close();
});

test('one press turns everything English, another back', async () => {
    const page = await open(browser);
    const { layers } = await ask('styles/overview/legend', { f: 'json' });
    await page.click('#language');
    assert.equal(await page.getAttribute('html', 'lang'), 'en');
    assert.equal(await page.textContent('#tab-layers'), 'Layers');
    assert.equal(await page.getAttribute('#search', 'placeholder'), 'Find communes, craft villages, products…');
    assert.ok((await page.textContent('#panel-layers')).includes(layers[0].title.en));
    assert.equal((await fragmentOf(page)).lang, 'en');
    await page.click('#language');
    assert.equal(await page.textContent('#tab-layers'), 'Lớp bản đồ');
    assert.equal((await fragmentOf(page)).lang, undefined);
    assert.deepEqual(page.problems, []);
    await page.context().close();
});
