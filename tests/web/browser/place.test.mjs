// SPDX-License-Identifier: Apache-2.0
// What a click on the map tells.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { ask, fragmentOf, launch, open, settled } from '../support/browser.mjs';

let browser;
let villages;
let phucSen;
before(async () => {
    browser = await launch();
    ({ features: villages } = await ask('collections/craft-villages/items', {
        limit: 1000,
    }));
    phucSen = villages.find(({ properties }) => properties.name === 'Làng nghề rèn Phúc Sen');
});
after(() => browser.close());

/** Opens the map with the place in its middle, and clicks there. */
async function clickOn(place, fragment = '') {
    const [lon, lat] = place.geometry.coordinates;
    const page = await open(browser, {
        fragment: `map=13/${lat}/${lon}${fragment}`,
    });
    const box = await page.locator('#map').boundingBox();
    await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
    await page.waitForSelector('#popup[aria-busy="false"]');
    return page;
}

test('a click on a craft village shows its name and craft, with provenance and source', async () => {
    const page = await clickOn(phucSen);
    const record = page.locator(`#popup .record[data-collection="craft-villages"][data-id="${phucSen.id}"]`);
    const text = await record.textContent();
    assert.ok(text.includes('Làng nghề rèn Phúc Sen'), text);
    assert.ok(text.includes('rèn nông cụ'), text);
    assert.equal(await record.locator('.badge').textContent(), 'công bố');
    assert.ok(text.includes(phucSen.properties.source.replace(/^https?:\/\/(www\.)?/, '').slice(0, 20)), text);
    assert.deepEqual(page.problems, []);
    await page.context().close();
});

test('the popup names the unit now and the old district', async () => {
    const page = await clickOn(phucSen);
    const units = await page.textContent('#popup .units');
    assert.ok(units.includes('Xã Quảng Uyên'), units);
    assert.ok(units.includes('Huyện Quảng Hòa'), units);
    await page.context().close();
});

test('points come before the areas they lie in', async () => {
    const page = await clickOn(phucSen);
    const listed = await page
        .locator('#popup .record')
        .evaluateAll((all) => all.map((record) => [record.dataset.collection, record.open]));
    const first = listed.findIndex(([collection]) => collection === 'raw-material-areas');
    assert.ok(first > 0, `no area below the village: ${listed}`);
    assert.deepEqual(
        listed.slice(first).filter(([collection]) => collection !== 'raw-material-areas'),
        [],
    );
    assert.deepEqual(
        listed.map(([, open]) => open),
        listed.map((_, i) => i === 0),
    );
    await page.context().close();
});

test('all records of one point are listed', async () => {
    const { features } = await ask('collections/products/items', {
        limit: 1000,
        datetime: '2025-07-01',
    });
    const at = new Map();
    for (const product of features.filter(({ geometry }) => geometry)) {
        const key = product.geometry.coordinates.join();
        at.set(key, [...(at.get(key) ?? []), product]);
    }
    const crowd = [...at.values()].sort((a, b) => b.length - a.length)[0];
    assert.ok(crowd.length > 1, 'the sample has no two products at one point');
    const page = await clickOn(crowd[0], '&layers=products-3,products-4,products-5');
    const listed = await page.locator('#popup .record').evaluateAll((all) => all.map((record) => record.dataset.id));
    for (const { id, properties } of crowd) {
        if (properties.stars) assert.ok(listed.includes(String(id)), `${properties.name} is not listed`);
    }
    await page.context().close();
});

test('a recognised village is listed once, though it is a facility as well', async () => {
    const page = await clickOn(phucSen);
    assert.equal(await page.locator(`#popup .record[data-id="${phucSen.id}"]`).count(), 1);
    await page.context().close();
});

test('records of a layer switched off are not told', async () => {
    const page = await clickOn(phucSen, '&layers=communes,products-3');
    assert.equal(await page.locator('#popup .record[data-collection="craft-villages"]').count(), 0);
    await page.context().close();
});

test('Escape closes the popup and takes it out of the link', async () => {
    const page = await clickOn(phucSen);
    assert.match(page.url(), /at=/);
    await page.keyboard.press('Escape');
    await page.waitForSelector('#popup', { state: 'hidden' });
    assert.doesNotMatch(page.url(), /at=/);
    await page.context().close();
});

test('a place outside the data says so', async () => {
    const page = await open(browser, {
        fragment: 'map=9/22.7/106.2&at=107.5,21.5',
    });
    await settled(page);
    await page.waitForSelector('#popup[aria-busy="false"]');
    assert.ok((await page.textContent('#popup')).includes('Ngoài địa bàn'));
    assert.deepEqual(page.problems, []);
    await page.context().close();
});

test('a former unit without a boundary says what it became, and leads there', async () => {
    const { features } = await ask('collections/communes/items', { limit: 10000, datetime: '2024-01-01' });
    const former = features.find(({ properties }) => properties.full_name === 'Xã Phúc Sen');
    const page = await open(browser, { fragment: `record=communes/${former.id}` });
    await page.waitForSelector('#popup[aria-busy="false"]');
    assert.equal(await page.textContent('#popup-title'), 'Xã Phúc Sen');
    assert.match(await page.textContent('#popup .units'), /Nay thuộc\s*Xã Quảng Uyên/);
    // Gone from 1 July on: the day before was its last.
    assert.match(await page.textContent('#popup .record'), /Đến hết ngày\s*30\/06\/2025/);
    const before = await fragmentOf(page);
    await page.click('#popup .units >> text=Xã Quảng Uyên');
    await page.waitForFunction(() => document.querySelector('#popup-title')?.textContent === 'Xã Quảng Uyên');
    await settled(page);
    const after = await fragmentOf(page);
    assert.match(after.record, /^communes\/\d+-20250701$/);
    assert.notEqual(after.map, before.map);
    assert.match(await page.textContent('#popup .units'), /Hình thành từ.*Xã Phúc Sen/);
    assert.deepEqual(page.problems, []);
    await page.context().close();
});

test('a product known by its district only names the district, and no commune', async () => {
    const { features } = await ask('collections/products/items', { limit: 1000, datetime: '2025-07-01' });
    const product = features.find(
        ({ geometry, properties }) => geometry && properties.stars && properties.position_accuracy === 'district',
    );
    const page = await open(browser, { fragment: `record=products/${product.id}` });
    await page.waitForSelector('#popup[aria-busy="false"] .record');
    const units = await page.textContent('#popup .units');
    assert.match(units, /Đơn vị hiện nay\s*chưa rõ xã/);
    assert.ok(units.includes(product.properties.district_name), units);
    assert.doesNotMatch(units, /Xã |Phường /);
    await page.context().close();
});

test("a product's raw material goes by its name", async () => {
    const { features: areas } = await ask('collections/raw-material-areas/items', { limit: 1000 });
    const names = new Map(areas.map(({ properties }) => [properties.crop, properties.crop_name]));
    const { features } = await ask('collections/products/items', { limit: 1000 });
    const product = features.find(
        ({ properties }) => properties.material?.includes('_') && names.has(properties.material),
    );
    const page = await open(browser, { fragment: `record=products/${product.id}` });
    await page.waitForSelector('#popup[aria-busy="false"] .record');
    const row = page.locator(`#popup .record[data-id="${product.id}"] tr`).filter({ hasText: 'Nguyên liệu' });
    assert.equal(await row.locator('td').textContent(), names.get(product.properties.material));
    await page.context().close();
});
