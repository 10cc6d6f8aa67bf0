// SPDX-License-Identifier: Apache-2.0
// Boxes around GeoJSON coordinates, and places in geometries, in degrees.
import GeoJSON from 'ol/format/GeoJSON';
import LineString from 'ol/geom/LineString';
import MultiLineString from 'ol/geom/MultiLineString';
import MultiPolygon from 'ol/geom/MultiPolygon';
import Point from 'ol/geom/Point';
import Polygon from 'ol/geom/Polygon';
import type { Geometry } from './api';

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

/** A place on it: a point itself, the middle of a line, the inside of the (widest) polygon. */
export function placeOn(geometry: Geometry): [number, number] | null {
    const shape = new GeoJSON().readGeometry(geometry);
    const place = (coordinates: number[] | undefined): [number, number] | null => {
        const [lon, lat] = coordinates ?? [];
        return lon === undefined || lat === undefined ? null : [roundDegrees(lon), roundDegrees(lat)];
    };
    if (shape instanceof Point) return place(shape.getCoordinates());
    if (shape instanceof LineString) return place(shape.getCoordinateAt(0.5));
    if (shape instanceof MultiLineString) return place(shape.getLineString(0)?.getCoordinateAt(0.5));
    if (shape instanceof Polygon) return place(shape.getInteriorPoint().getCoordinates());
    if (!(shape instanceof MultiPolygon)) return null;
    // The third number is how wide the polygon is there.
    const inside = shape.getInteriorPoints().getCoordinates();
    return place(inside.sort((a, b) => (b[2] ?? 0) - (a[2] ?? 0))[0]);
}

/** About a metre: what the fragment keeps. */
export function roundDegrees(degrees: number): number {
    return Number(degrees.toFixed(5));
}
