// SPDX-License-Identifier: Apache-2.0
// For everybody: by keyboard alone, on a small phone, with a screen reader, and when things fail.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { after, before, test } from 'node:test';
import { ask, desktop, fragmentOf, launch, open, phone, settled } from '../support/browser.mjs';

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
let browser;
before(async () => (browser = await launch()));
after(() => browser.close());

const focused = (page) => page.evaluate(() => document.activeElement.id || document.activeElement.className);

test('Tab goes through the page in reading order, and nothing holds it', async () => {
    const page = await open(browser);
    const visited = [];
    for (let i = 0; i < 60; i += 1) {
        await page.keyboard.press('Tab');
        const id = await focused(page);
        if (id === '' && visited.includes('map')) break;
        visited.push(id);
    }
    const at = (id) => visited.indexOf(id);
    const wanted = [
        'skip',
        'search',
        'share',
        'language',
        'tab-layers',
        'reported-only',
        'as-of',
        'layer-craft-villages',
        'map',
    ];
    for (const id of wanted) assert.ok(at(id) >= 0, `${id} is not reached: ${visited.join()}`);
    assert.deepEqual(
        [...wanted].sort((a, b) => at(a) - at(b)),
        wanted,
    );
    await page.context().close();
});

test('the map moves, zooms and tells by keyboard', async () => {
    const page = await open(browser);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    assert.equal(await focused(page), 'map');
    const start = await fragmentOf(page);
    await page.keyboard.press('ArrowRight');
    await page.waitForFunction((map) => !location.hash.includes(`map=${map}`), start.map);
    await settled(page);
    await page.keyboard.press('+');
    await page.waitForFunction(
        (zoom) => Number(/map=([\d.]+)/.exec(location.hash)[1]) > zoom,
        Number(start.map.split('/')[0]),
    );
    await settled(page);
    await page.keyboard.press('Enter');
    await page.waitForSelector('#popup[aria-busy="false"]');
    assert.match(page.url(), /at=/);
    await page.keyboard.press('Escape');
    assert.equal(await focused(page), 'map');
    assert.deepEqual(page.problems, []);
    await page.context().close();
});

test('arrow keys go from tab to tab', async () => {
    const page = await open(browser);
    await page.focus('#tab-layers');
    await page.keyboard.press('ArrowRight');
    assert.equal(await focused(page), 'tab-statistics');
    assert.equal(await page.isVisible('#panel-statistics'), true);
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('ArrowLeft');
    assert.equal(await focused(page), 'tab-tour');
    await page.context().close();
});

const states = {
    'as it opens': '',
    'with a popup': 'map=12/22.7/106.385&at=106.385,22.7',
    'with statistics': 'panel=statistics&figure=facilities&by=district',
    'with a tour': 'panel=tour&route=tuyen_phia_dong&lang=en',
};

for (const [size, name] of [
    [desktop, 'desktop'],
    [phone, 'phone'],
]) {
    for (const [what, fragment] of Object.entries(states)) {
        test(`axe finds nothing serious on a ${name} ${what}`, async () => {
            const page = await open(browser, { size, fragment });
            if (size === phone && !fragment.includes('at=')) await page.click('#sheet');
            await page.evaluate(axeSource);
            const { violations } = await page.evaluate(() => globalThis.axe.run());
            const bad = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
            const told = bad.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target).join(' ')}`);
            assert.deepEqual(told, []);
            await page.context().close();
        });
    }
}

test('on a phone of 360 pixels nothing is cut off, and everything is in reach', async () => {
    const page = await open(browser, {
        size: phone,
        hasTouch: true,
        isMobile: true,
    });
    const width = () => page.evaluate(() => Math.max(document.documentElement.scrollWidth, document.body.scrollWidth));
    const inside = async (selector) => {
        const box = await page.locator(selector).boundingBox();
        assert.ok(
            box && box.x >= 0 && box.x + box.width <= 360.5 && box.y >= 0 && box.y + box.height <= 740.5,
            `${selector}: ${JSON.stringify(box)}`,
        );
    };
    assert.equal(await width(), 360);
    for (const selector of ['#search', '#share', '#language', '#tab-layers', '#tab-statistics', '#tab-tour', '#map'])
        await inside(selector);

    await page.tap('#tab-layers');
    await page.waitForSelector('#layer-craft-villages', { state: 'visible' });
    await page.tap('#layer-craft-villages');
    await settled(page);
    assert.ok(!(await fragmentOf(page)).layers.includes('craft-villages'));
    await inside('#panel');
    assert.equal(await width(), 360);

    await page.tap('#tab-statistics');
    await page.selectOption('#figure', 'facilities');
    await page.waitForSelector('#ranking');
    assert.equal(await width(), 360);
    await page.tap('#sheet');
    await page.waitForSelector('#map-legend', { state: 'visible' });
    await inside('#map-legend');

    await page.fill('#search', 'mien dong');
    await page.waitForSelector('#search-list [role="option"]');
    await inside('#search-list');
    await page.tap('#search-option-0');
    await page.waitForSelector('#popup[aria-busy="false"]');
    await inside('#popup');
    assert.equal(await width(), 360);
    await page.tap('#popup header button:last-child');
    await page.waitForSelector('#popup', { state: 'hidden' });
    assert.deepEqual(page.problems, []);
    await page.context().close();
});

/** Where places lie on the page, pixels. */
async function pixelsOf(page, places) {
    const box = await page.locator('#map').boundingBox();
    const { map } = await fragmentOf(page);
    const [zoom, lat, lon] = map.split('/').map(Number);
    const world = 256 * 2 ** zoom;
    const mercator = (degrees) => Math.asinh(Math.tan((degrees * Math.PI) / 180));
    return places.map(([placeLon, placeLat]) => [
        box.x + box.width / 2 + ((placeLon - lon) / 360) * world,
        box.y + box.height / 2 - ((mercator(placeLat) - mercator(lat)) / (2 * Math.PI)) * world,
    ]);
}

/** That all places lie in the part of the map above the panel. */
async function inFreePart(page, places) {
    const top = (await page.locator('#map').boundingBox()).y;
    const bottom = (await page.locator('#panel').boundingBox()).y;
    for (const [x, y] of await pixelsOf(page, places))
        assert.ok(x >= 0 && x <= 360 && y >= top && y <= bottom, `${x}, ${y} is not between ${top} and ${bottom}`);
}

test('on a phone the opened sheet leaves the whole area in sight, and closed gives the room back', async () => {
    const { bounds } = await ask('tiles/overview.json');
    const [west, south, east, north] = bounds;
    const corners = [
        [west, south],
        [east, north],
    ];
    const page = await open(browser, { size: phone, hasTouch: true, isMobile: true });
    await inFreePart(page, corners);
    const closed = (await fragmentOf(page)).map;
    await page.tap('#tab-layers');
    await page.waitForFunction((map) => !location.hash.includes(map), closed);
    await settled(page);
    await inFreePart(page, corners);
    await page.tap('#sheet');
    await page.waitForFunction((map) => location.hash.includes(map), closed);
    assert.deepEqual(page.problems, []);
    await page.context().close();
});

test('on a phone a chosen route lies above the sheet', async () => {
    const { features } = await ask('collections/tour-routes/items', { limit: 1000 });
    const route = features.find(({ geometry }) => geometry);
    const page = await open(browser, { size: phone, hasTouch: true, isMobile: true });
    await page.tap('#tab-tour');
    await page.selectOption('#route', String(route.id));
    await page.waitForSelector('#panel-tour:not([aria-busy="true"]) .site');
    await settled(page);
    await inFreePart(page, route.geometry.coordinates);
    await page.context().close();
});

test('a refused request shows what the server said, and can be tried again', async () => {
    const page = await open(browser);
    const problem = {
        title: 'Service Unavailable',
        status: 503,
        detail: 'hàng đợi đầy',
    };
    await page.route('**/analysis/summary*', (route) =>
        route.fulfill({
            status: 503,
            contentType: 'application/problem+json',
            body: JSON.stringify(problem),
        }),
    );
    await page.click('#tab-statistics');
    await page.selectOption('#figure', 'facilities');
    const message = page.locator('#messages .message');
    await message.waitFor();
    assert.match(await message.textContent(), /Không tải được thống kê\. Máy chủ đang bận \(503\)\. hàng đợi đầy/);
    await page.unroute('**/analysis/summary*');
    await message.locator('text=Thử lại').click();
    await page.waitForSelector('#ranking');
    assert.equal(await message.count(), 0);
    await page.context().close();
});

test('tiles that fail are told, and come with a new try', async () => {
    const page = await open(browser);
    await page.route('**/tiles/overview/**', (route) => route.abort());
    await page.click('#layer-communes');
    const message = page.locator('#messages .message');
    await message.waitFor();
    assert.match(await message.textContent(), /Một phần bản đồ không tải được/);
    await page.unroute('**/tiles/overview/**');
    await message.locator('text=Thử lại').click();
    await settled(page);
    assert.equal(await message.count(), 0);
    await page.context().close();
});
