// SPDX-License-Identifier: Apache-2.0
// Class breaks for the choropleth: quantiles of the values above zero, zero apart.

export interface Class {
    /** Smallest and largest value in it, both inclusive. */
    from: number;
    to: number;
    color: string;
    count: number;
}

/** Light enough, the darkest too, for names and borders to be read on them. */
export const zeroColor = '#f2f1ee';
const ramps: Record<number, string[]> = {
    1: ['#8fcfb9'],
    2: ['#c9e8c0', '#58b1c4'],
    3: ['#d9efc4', '#84cbb9', '#4a9fcb'],
    4: ['#e1f2c8', '#a6dab6', '#5fb9c3', '#4a93cb'],
    5: ['#e6f4cb', '#b9e2b8', '#7fcabb', '#52aecb', '#4a8acb'],
};

/**
 * At most `wanted` classes (1 to 5) of about the same number of values each, lowest first, and a class of zeros before
 * them if there are any. Equal values are never split, so that few distinct values give fewer classes.
 */
export function quantileClasses(values: readonly number[], wanted = 5): Class[] {
    const above = values.filter((value) => value > 0).sort((a, b) => a - b);
    const zeros = values.filter((value) => value === 0).length;
    const groups = splitByRank(above, wanted);
    const ramp = ramps[groups.length] ?? [];
    const classes = groups.map((group, i) => ({
        from: group[0] ?? 0,
        to: group[group.length - 1] ?? 0,
        color: ramp[i] ?? '',
        count: group.length,
    }));
    return zeros > 0 ? [{ from: 0, to: 0, color: zeroColor, count: zeros }, ...classes] : classes;
}

/** The class that holds the value; undefined for one that is in none. */
export function classOf(classes: readonly Class[], value: number): Class | undefined {
    return classes.find((each) => value >= each.from && value <= each.to);
}

function splitByRank(sorted: readonly number[], wanted: number): number[][] {
    const groups: number[][] = [];
    let start = 0;
    for (let i = 1; i <= wanted && start < sorted.length; i += 1) {
        let stop = Math.max(start + 1, Math.round((sorted.length * i) / wanted));
        while (stop < sorted.length && sorted[stop] === sorted[stop - 1]) stop += 1;
        groups.push(sorted.slice(start, stop));
        start = stop;
    }
    return groups;
}
