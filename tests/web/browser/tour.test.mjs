// SPDX-License-Identifier: Apache-2.0
// A tour route and the sites along it.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { ask, difference, fragmentOf, launch, mapPixels, open, settled } from '../support/browser.mjs';

let browser;
let route;
before(async () => {
    browser = await launch();
    const { features } = await ask('collections/tour-routes/items', {
        limit: 1000,
    });
    route = features.find(({ geometry }) => geometry);
});
after(() => browser.close());

async function sites(page) {
    await page.waitForSelector('#panel-tour:not([aria-busy="true"]) .site');
    await settled(page);
    return page.locator('.site').evaluateAll((all) =>
        all.map((site) => ({
            order: Number(site.querySelector('.order').textContent),
            name: site.querySelector('.site-name').textContent,
            km: Number(
                /km ([\d.,]+)/.exec(site.querySelector('.site-km').textContent)[1].replace('.', '').replace(',', '.'),
            ),
        })),
    );
}

test('a chosen route lists its sites in travel order, as the server has them', async () => {
    const page = await open(browser, { fragment: 'panel=tour' });
    const before = await mapPixels(page);
    await page.selectOption('#route', String(route.id));
    const listed = await sites(page);
    const { features } = await ask('analysis/corridor', {
        route: route.id,
        distance: 3000,
        collection: 'facilities,products,tour-stops',
    });
    assert.deepEqual(
        listed.map(({ name }) => name),
        features.map(({ properties }) => properties.name),
    );
    assert.ok(listed.length > 1);
    assert.deepEqual(
        listed.map(({ order }) => order),
        listed.map((_, i) => i + 1),
    );
    for (let i = 1; i < listed.length; i += 1)
        assert.ok(listed[i].km >= listed[i - 1].km, `${listed[i].name} is out of order`);
    assert.ok(difference(before, await mapPixels(page)) > 0.01, 'the route is not drawn');
    assert.deepEqual(page.problems, []);
    await page.context().close();
});

test('a wider corridor has more sites, and goes into the link', async () => {
    const page = await open(browser, {
        fragment: `panel=tour&route=${route.id}`,
    });
    const near = await sites(page);
    await Promise.all([
        page.waitForResponse((response) => response.url().includes('distance=10000')),
        page.fill('#distance', '10'),
    ]);
    const far = await sites(page);
    assert.ok(far.length > near.length);
    assert.equal((await fragmentOf(page)).distance, '10000');
    await page.context().close();
});

test('a distance that makes no sense is marked, and asks nothing', async () => {
    const page = await open(browser, {
        fragment: `panel=tour&route=${route.id}`,
    });
    await sites(page);
    await page.fill('#distance', '-1');
    assert.equal(await page.getAttribute('#distance', 'aria-invalid'), 'true');
    assert.equal((await fragmentOf(page)).distance, undefined);
    await page.context().close();
});

test('a click on a site goes there and opens it', async () => {
    const page = await open(browser, {
        fragment: `panel=tour&route=${route.id}`,
    });
    const [first] = await sites(page);
    await page.locator('.site').first().click();
    await page.waitForSelector('#popup[aria-busy="false"]');
    await settled(page);
    assert.equal(await page.textContent('#popup-title'), first.name);
    assert.ok(Number((await fragmentOf(page)).map.split('/')[0]) >= 13);
    await page.context().close();
});

test('a kind can be left out of the list', async () => {
    const page = await open(browser, {
        fragment: `panel=tour&route=${route.id}`,
    });
    const all = await sites(page);
    await page.uncheck('#along-facilities');
    const less = await sites(page);
    assert.ok(less.length < all.length);
    assert.ok(!(await page.textContent('#sites')).includes('Cơ sở ·'));
    await page.context().close();
});
