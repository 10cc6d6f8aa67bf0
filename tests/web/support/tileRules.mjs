// SPDX-License-Identifier: Apache-2.0
// What the Mapbox Vector Tile Specification 2.1 asks of a tile, read from the wire without a schema, so that nothing is
// forgiven. The fixtures of @mapbox/mvt-fixtures prove it.
import Pbf from 'pbf';

const varint = 0;
const fixed64 = 1;
const bytes = 2;
const fixed32 = 5;

/** What is wrong with the tile; empty where nothing is. */
export function faultsOf(buffer) {
    try {
        return checkTile(fieldsOf(buffer));
    } catch (error) {
        return [`not read: ${error.message}`];
    }
}

/** [{ field, wire, value }]; a value is a number, or the bytes of a string or message. */
function fieldsOf(buffer) {
    const pbf = new Pbf(buffer);
    const fields = [];
    while (pbf.pos < pbf.length) {
        const key = pbf.readVarint();
        const [field, wire] = [key >> 3, key & 7];
        if (![varint, fixed64, bytes, fixed32].includes(wire)) throw new Error(`wire type ${wire}`);
        const read = {
            [varint]: () => pbf.readVarint(),
            [fixed64]: () => pbf.readDouble(),
            [fixed32]: () => pbf.readFloat(),
        };
        const value = wire === bytes ? pbf.readBytes() : read[wire]();
        if (pbf.pos > pbf.length) throw new Error('ends within a field');
        fields.push({ field, wire, value });
    }
    return fields;
}

function checkTile(fields) {
    const layers = fields.filter(({ field }) => field === 3).map(({ value }) => fieldsOf(value));
    const names = layers.map((layer) => text(one(layer, 1)));
    const faults = fields
        .filter(({ field, wire }) => field !== 3 || wire !== bytes)
        .map(({ field }) => `field ${field} of the tile`);
    if (new Set(names).size < names.length) faults.push('two layers of one name');
    return faults.concat(layers.flatMap(checkLayer));
}

const layerWires = { 1: bytes, 2: bytes, 3: bytes, 4: bytes, 5: varint, 15: varint };

function checkLayer(fields) {
    const faults = wireFaults(fields, layerWires, 'layer');
    if (!text(one(fields, 1))) faults.push('a layer without name');
    if (![1, 2].includes(one(fields, 15))) faults.push('a layer of no known version');
    const keys = fields.filter(({ field }) => field === 3).length;
    const values = fields
        .filter(({ field, wire }) => field === 4 && wire === bytes)
        .map(({ value }) => fieldsOf(value));
    faults.push(...values.flatMap(checkValue));
    for (const { field, wire, value } of fields) {
        if (field === 2 && wire === bytes) faults.push(...checkFeature(fieldsOf(value), keys, values.length));
    }
    return faults;
}

const valueWires = { 1: bytes, 2: fixed32, 3: fixed64, 4: varint, 5: varint, 6: varint, 7: varint };

function checkValue(fields) {
    const faults = wireFaults(fields, valueWires, 'value');
    if (fields.length !== 1) faults.push(`a value with ${fields.length} types`);
    return faults;
}

const featureWires = { 1: varint, 2: bytes, 3: varint, 4: bytes };

function checkFeature(fields, keys, values) {
    const faults = wireFaults(fields, featureWires, 'feature');
    if (fields.filter(({ field }) => field === 4).length !== 1) faults.push('a feature without one geometry');
    const type = one(fields, 3);
    if (![0, 1, 2, 3].includes(type)) faults.push(`geometry type ${type}`);
    if (faults.length) return faults;
    return [...checkTags(numbersOf(one(fields, 2)), keys, values), ...checkGeometry(type, numbersOf(one(fields, 4)))];
}

function checkTags(tags, keys, values) {
    const faults = [];
    if (tags.length % 2) faults.push('an odd number of tags');
    tags.forEach((tag, i) => {
        if (tag >= (i % 2 ? values : keys)) faults.push('a tag that points nowhere');
    });
    return faults;
}

/** Parts as arrays of points; throws for commands that the type does not allow. */
export function partsOf(type, words) {
    const parts = [];
    let [x, y, at] = [0, 0, 0];
    const unzigzag = (word) => (word >>> 1) ^ -(word & 1);
    while (at < words.length) {
        const [command, count] = [words[at] & 7, words[at] >>> 3];
        at += 1;
        if (command === 7) {
            if (type !== 3 || count !== 1 || !parts.length || parts.at(-1).closed)
                throw new Error('ClosePath out of place');
            parts.at(-1).closed = true;
            continue;
        }
        if (command !== 1 && command !== 2) throw new Error(`command ${command}`);
        if (count === 0 || at + 2 * count > words.length) throw new Error(`a count of ${count}`);
        if (command === 2 && (type === 1 || !parts.length || parts.at(-1).closed))
            throw new Error('LineTo out of place');
        if (command === 1 && type !== 1 && count !== 1) throw new Error('more than one MoveTo');
        for (let i = 0; i < count; ++i, at += 2) {
            [x, y] = [x + unzigzag(words[at]), y + unzigzag(words[at + 1])];
            if (command === 1) parts.push([]);
            parts.at(-1).push([x, y]);
        }
    }
    return parts;
}

/** Twice the area by the surveyor's formula; above 0 for outer rings. */
export function area2(ring) {
    return ring.reduce((sum, [x, y], i) => {
        const [nextX, nextY] = ring[(i + 1) % ring.length];
        return sum + x * nextY - nextX * y;
    }, 0);
}

function checkGeometry(type, words) {
    if (type === 0) return [];
    try {
        const parts = partsOf(type, words);
        const faults = [];
        for (const part of parts) {
            const repeated = part.some(([x, y], i) => i > 0 && x === part[i - 1][0] && y === part[i - 1][1]);
            if (type !== 1 && repeated) faults.push('a point twice');
            if (type === 2 && part.length < 2) faults.push('a line of one point');
            if (type === 3 && (part.length < 3 || !part.closed || area2(part) === 0))
                faults.push('a ring that is none');
        }
        if (!parts.length) faults.push('an empty geometry');
        if (type === 3 && area2(parts[0]) < 0) faults.push('a hole before its polygon');
        return faults;
    } catch (error) {
        return [error.message];
    }
}

function numbersOf(packed) {
    const pbf = new Pbf(packed ?? new Uint8Array());
    const numbers = [];
    while (pbf.pos < pbf.length) numbers.push(pbf.readVarint());
    return numbers;
}

function wireFaults(fields, wires, what) {
    return fields
        .filter(({ field, wire }) => wires[field] !== wire)
        .map(({ field, wire }) => `field ${field} of a ${what} with wire type ${wire}`);
}

function one(fields, number) {
    return fields.findLast(({ field }) => field === number)?.value;
}

function text(value) {
    return value instanceof Uint8Array ? new TextDecoder().decode(value) : undefined;
}
