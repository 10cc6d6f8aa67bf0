// SPDX-License-Identifier: Apache-2.0
// A legend symbol as a small picture, drawn from what the theme says of it.
import type { LegendLayer } from './api';
import { svg } from './dom';

const box = 20;
const middle = box / 2;

/** `hollow`: as the map draws points that are made up. */
export function symbolPicture(layer: LegendLayer, hollow = false): SVGElement {
    const { symbol } = layer;
    const fill = hollow ? '#ffffff' : (symbol.fill ?? 'none');
    const stroke = (hollow ? symbol.fill : symbol.stroke) ?? (symbol.fill ? 'none' : '#555555');
    const picture = svg('svg', {
        viewBox: `0 0 ${box} ${box}`,
        width: box,
        height: box,
        class: 'symbol',
        'aria-hidden': 'true',
    });
    if (layer.geometry === 'line' || symbol.shape === 'line') {
        picture.append(
            svg('path', {
                d: 'M1 14 Q6 5 10 10 T19 6',
                fill: 'none',
                stroke: stroke === 'none' ? fill : stroke,
                'stroke-width': 2.4,
            }),
        );
    } else if (layer.geometry === 'polygon' || symbol.shape === 'fill') {
        picture.append(
            svg('path', {
                d: 'M2 6 L9 2 L18 5 L17 15 L8 18 L3 14 Z',
                fill,
                'fill-opacity': 0.75,
                stroke,
                'stroke-width': 1.5,
            }),
        );
    } else {
        picture.append(pointShape(symbol.shape, radius(symbol.size), fill, stroke));
    }
    return picture;
}

/** The size is a diameter in pixels of the map; in a list it must neither vanish nor burst its box. */
function radius(size: number | undefined): number {
    return Math.min(8, Math.max(4.5, (size ?? 10) / 2 + 1));
}

function pointShape(shape: string, r: number, fill: string, stroke: string): SVGElement {
    const paint = { fill, stroke, 'stroke-width': 1.2, 'stroke-linejoin': 'round' };
    const corners: Record<string, [number, number][]> = {
        square: [
            [-0.9, -0.9],
            [0.9, -0.9],
            [0.9, 0.9],
            [-0.9, 0.9],
        ],
        triangle: [
            [0, -1.1],
            [1.05, 0.8],
            [-1.05, 0.8],
        ],
        diamond: [
            [0, -1.15],
            [1.15, 0],
            [0, 1.15],
            [-1.15, 0],
        ],
        star: star(),
    };
    const points = corners[shape];
    if (!points) return svg('circle', { cx: middle, cy: middle, r, ...paint });
    return svg('polygon', {
        points: points.map(([x, y]) => `${middle + x * r},${middle + y * r}`).join(' '),
        ...paint,
    });
}

function star(): [number, number][] {
    return Array.from({ length: 10 }, (_, i): [number, number] => {
        const reach = i % 2 === 0 ? 1.25 : 0.55;
        const angle = -Math.PI / 2 + (i * Math.PI) / 5;
        return [reach * Math.cos(angle), reach * Math.sin(angle)];
    });
}
