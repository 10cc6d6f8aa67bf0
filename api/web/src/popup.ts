// SPDX-License-Identifier: Apache-2.0
// The card that tells what is at a place: the units now and before, and every record with where it comes from.
import { byId, h } from './dom';
import { currentLanguage, formatLastDay, formatNumber, t, type TextKey } from './i18n';
import { isUnit, recordDetails, type Other, type Record } from './record';

export interface Unit {
    key: string;
    level: string;
    code: string;
    name: string;
    validFrom: string;
    validTo: string;
}

interface Actions {
    onClose: () => void;
    onZoom: (lon: number, lat: number) => void;
    /** The figure that colours the unit of that code, if one does. */
    figureOf: (code: string) => { label: string; value: string } | null;
    /** "collection/id" of a record to go to. */
    onOther: (record: string) => void;
}

interface Units {
    now: Unit[];
    then: Unit[];
}

export class Popup {
    private readonly card = byId('popup');
    private at: [number, number] | null = null;
    /** null: still on the way. */
    private units: Units | null = null;
    private picked: Record | null = null;
    private records: Record[] | null = null;
    private returnTo: HTMLElement | null = null;

    constructor(private readonly actions: Actions) {
        document.addEventListener('keydown', (event) => {
            if (event.key === 'Escape' && !this.card.hidden && !event.defaultPrevented) this.actions.onClose();
        });
    }

    open(at: [number, number] | null): void {
        if (this.card.hidden && document.activeElement instanceof HTMLElement) this.returnTo = document.activeElement;
        this.at = at;
        this.units = null;
        this.picked = null;
        this.records = null;
        this.card.hidden = false;
        document.body.dataset.popup = 'open';
        this.render();
        this.card.focus({ preventScroll: true });
    }

    hide(): void {
        if (this.card.hidden) return;
        const hadFocus = this.card.contains(document.activeElement);
        this.card.hidden = true;
        delete document.body.dataset.popup;
        // Whoever came by keyboard goes on from where they were.
        if (hadFocus) (this.returnTo ?? byId('map')).focus({ preventScroll: true });
    }

    setRecords(picked: Record | null, records: Record[]): void {
        this.picked = picked;
        this.records = records;
        this.render();
    }

    setUnits(now: Unit[], then: Unit[]): void {
        this.units = { now, then };
        this.render();
    }

    render(): void {
        if (this.card.hidden) return;
        const all = [...(this.picked ? [this.picked] : []), ...(this.records ?? [])];
        const close = h(
            'button',
            { type: 'button', class: 'icon', 'aria-label': t('close'), onclick: this.actions.onClose },
            '×',
        );
        const busy = this.records === null;
        this.card.setAttribute('aria-busy', String(busy || (this.at !== null && this.units === null)));
        const focusInside = this.card.contains(document.activeElement) && document.activeElement !== this.card;
        this.card.replaceChildren(
            h('header', {}, h('h2', { id: 'popup-title' }, this.title(all)), this.zoomButton(), close),
            h(
                'div',
                { class: 'popup-body' },
                this.unitsBlock(),
                busy ? h('p', { class: 'hint' }, t('loading')) : this.recordsBlock(),
            ),
        );
        if (focusInside) this.card.focus({ preventScroll: true });
    }

    private zoomButton(): HTMLElement | null {
        if (!this.at) return null;
        const [lon, lat] = this.at;
        const name = t('zoomTo');
        return h(
            'button',
            {
                type: 'button',
                class: 'icon',
                'aria-label': name,
                title: name,
                onclick: () => this.actions.onZoom(lon, lat),
            },
            '⌖',
        );
    }

    private title(records: Record[]): string {
        if (this.records === null) return t('place');
        if (this.picked) return this.picked.name;
        const [only] = records;
        if (records.length === 1 && only) return only.name;
        return records.length ? t('placeRecords', { n: formatNumber(records.length) }) : t('placeEmpty');
    }

    private unitsBlock(): HTMLElement {
        const { picked } = this;
        const rows = picked && isUnit(picked) ? this.history(picked) : this.at ? this.placeRows(this.at) : [];
        const hint = this.placeHint();
        return h(
            'div',
            { class: 'units' },
            rows.length ? h('dl', {}, ...rows) : null,
            hint ? h('p', { class: 'hint' }, t(hint)) : null,
        );
    }

    private placeHint(): TextKey | null {
        if (!this.at) return this.picked ? 'noPlace' : null;
        if (this.picked && isUnit(this.picked)) return null;
        if (this.districtsOnly()) return 'districtPlace';
        if (!this.units) return 'loading';
        return this.units.now.length + this.units.then.length === 0 ? 'outside' : null;
    }

    /** What a unit became and was made from, each to go to, and its figure. */
    private history(unit: Record): HTMLElement[] {
        const links = ({ record, name }: Other): HTMLElement =>
            h('button', { type: 'button', class: 'link', onclick: () => this.actions.onOther(record) }, name);
        const rows: HTMLElement[] = [];
        if (unit.after.length) rows.push(definition(t('unitAfter'), unit.after.map(links)));
        if (unit.before.length) rows.push(definition(t('unitBefore'), unit.before.map(links)));
        const figure = this.actions.figureOf(String(unit.properties.code ?? ''));
        if (figure) rows.push(definition(figure.label, [figure.value]));
        return rows;
    }

    private placeRows([lon, lat]: [number, number]): HTMLElement[] {
        const districts = this.districtsOnly();
        if (districts) return [definition(t('unitNow'), [t('communeUnknown')]), definition(t('unitThen'), districts)];
        const degrees = `${formatNumber(lat, 4)}° B, ${formatNumber(lon, 4)}° Đ`;
        const english = `${formatNumber(lat, 4)}° N, ${formatNumber(lon, 4)}° E`;
        const coordinates = definition(t('coordinates'), [currentLanguage() === 'vi' ? degrees : english]);
        return [...(this.units ? this.unitRows(this.units) : []), coordinates];
    }

    private unitRows({ now, then }: Units): HTMLElement[] {
        const rows: HTMLElement[] = [];
        if (now.length) rows.push(definition(t('unitNow'), now.map(unitLine)));
        if (then.length) rows.push(definition(t('unitThen'), then.map(unitLine)));
        const figure = [...now, ...then].map(({ code }) => this.actions.figureOf(code)).find((found) => found !== null);
        if (figure) rows.push(definition(figure.label, [figure.value]));
        return rows;
    }

    /**
     * The districts of the records on show where nothing more is known of their places: the communes in which they are
     * drawn then say nothing. Null where any has a better place.
     */
    private districtsOnly(): string[] | null {
        const sites = (this.records ?? []).filter(({ geometry }) => geometry?.type.endsWith('Point'));
        const shown = this.picked ? [this.picked] : sites;
        if (shown.length === 0 || shown.some(({ properties }) => properties.position_accuracy !== 'district'))
            return null;
        const names = shown.map(({ properties }) => properties.district_name ?? properties.declared_unit_name);
        return [...new Set(names.filter(Boolean).map(String))];
    }

    private recordsBlock(): HTMLElement {
        const block = h('div', { class: 'records' });
        const records = this.records ?? [];
        if (this.picked) block.append(recordDetails(this.picked, true));
        if (this.picked && records.length > 0)
            block.append(h('h3', {}, t('alsoHere', { n: formatNumber(records.length) })));
        // What is nearest is most likely what was meant.
        block.append(...records.map((record, i) => recordDetails(record, !this.picked && i === 0)));
        return block;
    }
}

function definition(term: string, lines: (string | HTMLElement)[]): HTMLElement {
    return h('div', {}, h('dt', {}, term), ...lines.map((line) => h('dd', {}, line)));
}

function unitLine(unit: Unit): string {
    const until = unit.validTo ? `, ${t('until', { date: formatLastDay(unit.validTo) })}` : '';
    return `${unit.name}${unit.code ? ` (${unit.code}${until})` : ''}`;
}
