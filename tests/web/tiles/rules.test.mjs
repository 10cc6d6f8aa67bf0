// SPDX-License-Identifier: Apache-2.0
// The rules by which tiles of the server are judged agree with the fixtures made for that.
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import test from 'node:test';
import { faultsOf } from '../support/tileRules.mjs';

const fixtures = createRequire(import.meta.url)('@mapbox/mvt-fixtures');

// Where the fixtures leave it to the reader, an encoder of ours has no excuse.
const stricter = {
    '016': 'a geometry of unknown type',
    '057': 'a MoveTo that announces points which are not there',
};

test('every fixture is judged as it says', () => {
    let judged = 0;
    fixtures.each(({ id, validity, description, buffer }) => {
        judged += 1;
        const faults = faultsOf(buffer);
        const fine = validity.v2 && !stricter[id];
        assert.equal(faults.length === 0, fine, `${id} ${description}: ${faults.join(', ') || 'no fault'}`);
    });
    assert.ok(judged > 60, `${judged} fixtures`);
});
