// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { classOf, quantileClasses } from '../../../api/web/src/classes';

const limits = (values: number[], wanted?: number): number[][] =>
    quantileClasses(values, wanted).map(({ from, to, count }) => [from, to, count]);

test('ten values fall into five classes of two', () => {
    assert.deepEqual(limits([9, 1, 8, 2, 7, 3, 6, 4, 5, 10]), [
        [1, 2, 2],
        [3, 4, 2],
        [5, 6, 2],
        [7, 8, 2],
        [9, 10, 2],
    ]);
});

test('zeros are a class of their own, before the others', () => {
    assert.deepEqual(limits([0, 0, 4, 0, 2], 2), [
        [0, 0, 3],
        [2, 2, 1],
        [4, 4, 1],
    ]);
});

test('equal values are never split between classes', () => {
    assert.deepEqual(limits([1, 1, 1, 1, 1, 1, 2, 3]), [
        [1, 1, 6],
        [2, 2, 1],
        [3, 3, 1],
    ]);
});

test('nothing has no classes, and one value one', () => {
    assert.deepEqual(limits([]), []);
    assert.deepEqual(limits([7]), [[7, 7, 1]]);
    assert.deepEqual(limits([0]), [[0, 0, 1]]);
});

test('every value is in exactly one class, and the counts are the whole', () => {
    // A fixed sequence with repeats, zeros and a long tail.
    const values = Array.from({ length: 161 }, (_, i) => Math.floor(((i * 7919) % 101) ** 1.5 / 40));
    for (let wanted = 1; wanted <= 5; wanted += 1) {
        const classes = quantileClasses(values, wanted);
        assert.equal(
            classes.reduce((sum, { count }) => sum + count, 0),
            values.length,
        );
        assert.ok(classes.length <= wanted + 1);
        for (const value of values) {
            assert.equal(classes.filter(({ from, to }) => value >= from && value <= to).length, 1);
            assert.ok(classOf(classes, value));
        }
        assert.equal(new Set(classes.map(({ color }) => color)).size, classes.length, 'colours differ');
    }
});
