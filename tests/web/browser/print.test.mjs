// SPDX-License-Identifier: Apache-2.0
// The link to a printable sheet of what the map shows.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { launch, open, settled } from '../support/browser.mjs';

let browser;
before(async () => (browser = await launch()));
after(() => browser.close());

const sheetOf = async (page) => new URL(await page.getAttribute('#print', 'href'));

test('the print link is a sheet of what is on show', async () => {
    const page = await open(browser, { fragment: 'map=12/22.7/106.385&as-of=2023-10-31&provenance=reported&lang=en' });
    const link = await sheetOf(page);
    const [west, south, east, north] = link.searchParams.get('bbox').split(',').map(Number);
    assert.ok(west < 106.385 && 106.385 < east && south < 22.7 && 22.7 < north, link.href);
    assert.ok(east - west < 1, 'not more than the map shows');
    assert.equal(link.searchParams.get('as-of'), '2023-10-31');
    assert.equal(link.searchParams.get('provenance'), 'reported');
    assert.equal(link.searchParams.get('lang'), 'en');
    assert.equal(link.searchParams.get('layers'), null);

    const answer = await fetch(link);
    assert.equal(answer.status, 200);
    assert.equal(answer.headers.get('content-type'), 'application/pdf');
    assert.equal(
        Buffer.from(await answer.arrayBuffer())
            .subarray(0, 5)
            .toString(),
        '%PDF-',
    );
    await page.context().close();
});

test('units coloured by a figure are printed so', async () => {
    const page = await open(browser, { fragment: 'map=9/22.7/106.3&figure=products&by=district' });
    const link = await sheetOf(page);
    assert.match(link.pathname, /maps\/choropleth\.pdf$/);
    assert.equal(link.searchParams.get('figure'), 'products');
    assert.equal(link.searchParams.get('by'), 'district');
    assert.equal((await fetch(link)).status, 200);
    await page.context().close();
});

test('the print link follows the map, the layers and the language', async () => {
    const page = await open(browser);
    const first = await sheetOf(page);
    await page.click('#layer-agro-processing');
    await page.locator('#map').focus();
    await page.keyboard.press('+');
    await settled(page);
    const after = await sheetOf(page);
    assert.notEqual(after.searchParams.get('bbox'), first.searchParams.get('bbox'));
    const layers = after.searchParams.get('layers').split(',');
    assert.ok(layers.includes('communes') && !layers.includes('agro-processing'), after.href);
    await page.click('#language');
    assert.equal((await sheetOf(page)).searchParams.get('lang'), 'en');
    assert.deepEqual(page.problems, []);
    await page.context().close();
});
