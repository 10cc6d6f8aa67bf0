// SPDX-License-Identifier: Apache-2.0
// Requests to the server, and the shapes of its answers.
import { ApiError } from './error';
import { track } from './status';
import type { State } from './state';

export type Provenance = 'reported' | 'derived' | 'illustrative';
export type Properties = Record<string, unknown>;

export interface Geometry {
    type: string;
    coordinates: unknown;
}

export interface Feature {
    type: 'Feature';
    id?: string | number;
    geometry: Geometry | null;
    properties: Properties;
    /** Of a single record only. */
    links?: Link[];
}

export interface Link {
    rel: string;
    href: string;
    title?: string;
}

export interface FeatureCollection {
    type: 'FeatureCollection';
    features: Feature[];
    as_of?: string;
    units_as_of?: string;
    numberMatched?: number;
    numberReturned?: number;
}

export interface Landing {
    title: string;
}

export interface TileJson {
    /** west, south, east, north; degrees */
    bounds: [number, number, number, number];
    minzoom: number;
    maxzoom: number;
    attribution?: string;
}

export interface LegendSymbol {
    shape: string;
    fill?: string | null;
    stroke?: string | null;
    size?: number;
    label?: string | null;
}

export interface LegendLayer {
    id: string;
    collection: string | null;
    title: { vi: string; en: string };
    visible: boolean;
    geometry: 'point' | 'line' | 'polygon';
    symbol: LegendSymbol;
    counts?: { total: number } & Partial<Record<Provenance, number>>;
}

export interface Legend {
    as_of: string;
    units_as_of: string;
    layers: LegendLayer[];
}

export interface SearchResult {
    collection: string;
    id: string;
    name: string;
    unit?: string | null;
    lon?: number | null;
    lat?: number | null;
    bbox?: [number, number, number, number] | null;
    provenance?: Provenance;
    /** Of a unit that is no more: the first day on which it was not. */
    valid_to?: string | null;
}

export type Query = Record<string, string | number | null | undefined>;

/** The address of a resource, relative to the page so that any path in front of the server is kept. */
export function address(path: string, query: Query = {}): string {
    const given = Object.entries(query).filter(([, value]) => value !== null && value !== undefined && value !== '');
    const text = given.map(([key, value]) => `${key}=${encodeURIComponent(String(value)).replace(/%2C/g, ',')}`);
    return new URL(path, document.baseURI).href.split('#')[0] + (text.length ? `?${text.join('&')}` : '');
}

/** Asks for JSON. Throws ApiError, or a DOMException named AbortError if the signal ends it. */
export async function getJson<T>(path: string, query: Query = {}, signal?: AbortSignal): Promise<T> {
    return track(async () => {
        let response: Response;
        try {
            response = await fetch(address(path, query), {
                headers: { Accept: 'application/geo+json, application/json' },
                ...(signal ? { signal } : {}),
            });
        } catch (error) {
            if (isAbort(error)) throw error;
            throw new ApiError(null, error instanceof Error ? error.message : String(error));
        }
        if (!response.ok) throw new ApiError(response.status, await explanation(response));
        return (await response.json()) as T;
    });
}

/** The switches that go into every request for records: which day, and whether made-up records count. */
export function recordFilters(state: Readonly<State>): Query {
    return { 'as-of': state.asOf, provenance: state.reportedOnly ? 'reported' : null };
}

export function isAbort(error: unknown): boolean {
    return error instanceof DOMException && error.name === 'AbortError';
}

/** A task of which only the latest run matters: a new run ends the one under way. */
export class Latest {
    private controller: AbortController | null = null;

    next(): AbortSignal {
        this.stop();
        this.controller = new AbortController();
        return this.controller.signal;
    }

    stop(): void {
        this.controller?.abort();
        this.controller = null;
    }
}

async function explanation(response: Response): Promise<string> {
    const text = await response.text();
    try {
        const problem = JSON.parse(text) as { title?: string; detail?: string };
        return problem.detail ?? problem.title ?? response.statusText;
    } catch {
        // Not problem+json: a proxy in between, or the HTTP library's own answer in plain text.
        return text.slice(0, 200) || response.statusText;
    }
}
