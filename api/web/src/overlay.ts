// SPDX-License-Identifier: Apache-2.0
// What the user picked, drawn above the tiles: the place asked about, a record's outline, a tour route and its sites.
import { fromLonLat } from 'ol/proj';
import { Circle, Fill, Stroke, Style, Text } from 'ol/style';
import Feature from 'ol/Feature';
import GeoJSON from 'ol/format/GeoJSON';
import Point from 'ol/geom/Point';
import VectorLayer from 'ol/layer/Vector';
import VectorSource from 'ol/source/Vector';
import type { Feature as Record, Geometry } from './api';
import { order, type MapView } from './map';
import { orderText } from './orders';

const accent = '#c2185b';
const white = '#ffffff';

export class Overlay {
    private readonly pick = new VectorSource();
    private readonly route = new VectorSource();
    private readonly reader = new GeoJSON({ featureProjection: 'EPSG:3857' });

    constructor(private readonly view: MapView) {
        const routeLayer = new VectorLayer({
            source: this.route,
            style: routeStyle,
            zIndex: order.overlay,
            declutter: true,
        });
        const pickLayer = new VectorLayer({ source: this.pick, style: pickStyle, zIndex: order.overlay });
        view.map.addLayer(routeLayer);
        view.map.addLayer(pickLayer);
    }

    /** Marks a place, or nothing. */
    mark(at: readonly [number, number] | null): void {
        this.pick.clear();
        if (at) this.pick.addFeature(new Feature(new Point(fromLonLat([...at]))));
        this.view.redraw();
    }

    /** Adds the outline of a record to the mark; a point needs none. */
    outline(geometry: Geometry | null): void {
        if (geometry && !geometry.type.endsWith('Point')) this.pick.addFeature(this.read(geometry));
    }

    showRoute(line: Geometry | null, sites: Record[]): void {
        this.route.clear();
        this.view.redraw();
        if (!line) return;
        this.route.addFeature(this.read(line));
        for (const [point, orders] of byPlace(sites)) {
            const feature = this.read(point);
            feature.set('order', orderText(orders));
            this.route.addFeature(feature);
        }
    }

    private read(geometry: Geometry): Feature {
        const feature = new Feature();
        feature.setGeometry(this.reader.readGeometry(geometry) ?? undefined);
        return feature;
    }
}

/** The points with the order of every site there, in travel order. */
function byPlace(sites: Record[]): Map<Geometry, number[]> {
    const points = new Map<string, Geometry>();
    const orders = new Map<Geometry, number[]>();
    for (const { geometry, properties } of sites) {
        if (geometry?.type !== 'Point') continue;
        const key = JSON.stringify(geometry.coordinates);
        const point = points.get(key) ?? geometry;
        points.set(key, point);
        orders.set(point, [...(orders.get(point) ?? []), Number(properties.order)]);
    }
    return orders;
}

function pickStyle(feature: { getGeometry(): unknown }): Style[] {
    if (!(feature.getGeometry() instanceof Point)) {
        return [
            new Style({ stroke: new Stroke({ color: white, width: 5 }) }),
            new Style({ stroke: new Stroke({ color: accent, width: 2.5 }) }),
        ];
    }
    return [
        new Style({ image: new Circle({ radius: 13, stroke: new Stroke({ color: white, width: 5 }) }) }),
        new Style({ image: new Circle({ radius: 13, stroke: new Stroke({ color: accent, width: 2.5 }) }) }),
    ];
}

function routeStyle(feature: { getGeometry(): unknown; get(key: string): unknown }, resolution: number): Style[] {
    if (!(feature.getGeometry() instanceof Point)) {
        return [
            new Style({ stroke: new Stroke({ color: white, width: 7 }) }),
            new Style({ stroke: new Stroke({ color: accent, width: 3.5 }) }),
        ];
    }
    const dot = new Circle({
        radius: 3.5,
        fill: new Fill({ color: accent }),
        stroke: new Stroke({ color: white, width: 1 }),
        declutterMode: 'none',
    });
    // Numbers that would lie over others are left out, far out all of them; the list has them.
    if (resolution > 80) return [new Style({ image: dot })];
    return [new Style({ image: dot }), numberStyle(String(feature.get('order') ?? ''))];
}

/** A number in a disc; of several a longer one, drawn as the ground of the text. */
function numberStyle(text: string): Style {
    const font = 'bold 11px system-ui, sans-serif';
    const fill = new Fill({ color: accent });
    const stroke = new Stroke({ color: white, width: 1.5 });
    const ink = new Fill({ color: white });
    if (text.length > 2) {
        const ground = { backgroundFill: fill, backgroundStroke: stroke, padding: [4, 5, 3, 5] };
        return new Style({ text: new Text({ text, fill: ink, font, ...ground }) });
    }
    return new Style({ image: new Circle({ radius: 10, fill, stroke }), text: new Text({ text, fill: ink, font }) });
}
