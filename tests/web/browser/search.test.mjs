// SPDX-License-Identifier: Apache-2.0
// The search field, with the keyboard alone and with the mouse.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { fragmentOf, launch, open, settled } from '../support/browser.mjs';

let browser;
before(async () => (browser = await launch()));
after(() => browser.close());

const options = '#search-list [role="option"]';

test('"mien dong" finds "Miến dong"', async () => {
    const page = await open(browser);
    await page.fill('#search', 'mien dong');
    await page.waitForSelector(options);
    const names = await page.locator(`${options} .option-name`).allTextContents();
    assert.ok(names.length > 1);
    assert.ok(
        names.some((name) => /Miến dong/i.test(name)),
        names.join(),
    );
    assert.deepEqual(page.problems, []);
    await page.context().close();
});

test('by keyboard: type, arrow down, Enter opens the record; Escape leads back', async () => {
    const page = await open(browser);
    await page.focus('#search');
    await page.keyboard.type('mien dong');
    await page.waitForSelector(options);
    await page.keyboard.press('ArrowDown');
    const active = await page.getAttribute('#search', 'aria-activedescendant');
    assert.equal(await page.getAttribute(`#${active}`, 'aria-selected'), 'true');
    const name = await page.textContent(`#${active} .option-name`);
    await page.keyboard.press('Enter');
    await page.waitForSelector('#popup[aria-busy="false"]');
    assert.equal(await page.textContent('#popup-title'), name);
    assert.equal(await page.getAttribute('#search', 'aria-expanded'), 'false');
    assert.ok(await page.evaluate(() => document.activeElement.closest('#popup') !== null), 'the popup has the focus');
    await page.keyboard.press('Escape');
    await page.waitForSelector('#popup', { state: 'hidden' });
    assert.equal(await page.evaluate(() => document.activeElement.id), 'search');
    await page.context().close();
});

test('Enter pressed before the answer is there takes the first result', async () => {
    const page = await open(browser);
    await page.focus('#search');
    await page.keyboard.type('Phúc Sen');
    await page.keyboard.press('Enter');
    await page.waitForSelector('#popup[aria-busy="false"]');
    assert.match(await page.textContent('#popup-title'), /Phúc Sen/);
    await page.context().close();
});

test('a commune found by name is shown whole, with its outline', async () => {
    const page = await open(browser);
    await page.fill('#search', 'quang uyen');
    await page.waitForSelector(options);
    const commune = page
        .locator(options)
        .filter({ hasText: 'Xã Quảng Uyên' })
        .filter({ hasText: 'Xã, phường' })
        .first();
    const before = await fragmentOf(page);
    await commune.click();
    await page.waitForSelector('#popup[aria-busy="false"]');
    await settled(page);
    const after = await fragmentOf(page);
    assert.notEqual(after.map, before.map);
    assert.match(after.record, /^communes\//);
    await page.context().close();
});

test('a recognised craft village is found once, though it is a facility as well', async () => {
    const page = await open(browser);
    await page.fill('#search', 'lang nghe ren phuc sen');
    await page.waitForSelector(options);
    const names = await page.locator(`${options} .option-name`).allTextContents();
    assert.equal(names.filter((name) => name === 'Làng nghề rèn Phúc Sen').length, 1, names.join());
    await page.context().close();
});

test('what is not there is not found, and says so', async () => {
    const page = await open(browser);
    await page.fill('#search', 'zzxxqq');
    await page.waitForSelector('#search-list .nothing');
    assert.equal(await page.textContent('#search-status'), 'Không tìm thấy');
    await page.keyboard.press('Escape');
    assert.equal(await page.isHidden('#search-list'), true);
    assert.deepEqual(page.problems, []);
    await page.context().close();
});
