// SPDX-License-Identifier: Apache-2.0
// Boxes around GeoJSON coordinates, in degrees.

/** West, south, east, north of GeoJSON coordinates of any depth. */
export function boundsOf(coordinates: unknown): [number, number, number, number] | null {
    if (!Array.isArray(coordinates) || coordinates.length === 0) return null;
    const [lon, lat] = coordinates as unknown[];
    if (typeof lon === 'number' && typeof lat === 'number') return [lon, lat, lon, lat];
    return coordinates.map(boundsOf).reduce((all, box) => {
        if (!all || !box) return all ?? box;
        return [Math.min(all[0], box[0]), Math.min(all[1], box[1]), Math.max(all[2], box[2]), Math.max(all[3], box[3])];
    }, null);
}

/** The middle of the box around the coordinates. */
export function centreOf(coordinates: unknown): [number, number] | null {
    const box = boundsOf(coordinates);
    return box && [(box[0] + box[2]) / 2, (box[1] + box[3]) / 2];
}
