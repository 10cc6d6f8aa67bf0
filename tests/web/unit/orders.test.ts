// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dayBefore, readDate, writeDate } from '../../../api/web/src/dates';
import { orderText } from '../../../api/web/src/orders';

test('numbers that follow one another are a range, others a list, and many are cut', () => {
    assert.equal(orderText([]), '');
    assert.equal(orderText([3]), '3');
    assert.equal(orderText([3, 4, 5]), '3–5');
    assert.equal(orderText([3, 7]), '3, 7');
    assert.equal(orderText([1, 2, 5, 9, 10]), '1–2, 5 …');
});

test('the day before goes over months and years', () => {
    assert.equal(dayBefore('2025-07-01'), '2025-06-30');
    assert.equal(dayBefore('2024-03-01'), '2024-02-29');
    assert.equal(dayBefore('2025-01-01T00:00:00Z'), '2024-12-31');
});

test('dates are read as people write them, and nothing else is', () => {
    for (const text of ['31/10/2023', '31.10.2023', '31-10-2023', ' 2023-10-31 '])
        assert.equal(readDate(text), '2023-10-31', text);
    assert.equal(readDate('1/7/2025'), '2025-07-01');
    for (const text of ['', '31/02/2023', '10/31/2023', '1/7/25', '31/10/0002', 'today'])
        assert.equal(readDate(text), null, text);
    assert.equal(readDate(writeDate('2023-10-31')), '2023-10-31');
});
