// SPDX-License-Identifier: Apache-2.0
// The two switches that hold for everything on show: the day, and whether derived and made-up records count.
import { byId, h } from './dom';
import { formatDate, t } from './i18n';
import { parseDate, type Store } from './state';

export function showFilters(store: Store, referenceDate: () => string | null): { update: () => void } {
    const date = h('input', {
        type: 'date',
        id: 'as-of',
        // While a year is being typed the field holds dates like 0002-10-31: ask only once it is plausible.
        onchange: () => {
            const asOf = parseDate(date.value);
            if (asOf === null || asOf >= '1900-01-01') store.set({ asOf });
        },
    });
    const dateLabel = h('label', { for: 'as-of' });
    const clear = h('button', { type: 'button', class: 'icon', onclick: () => store.set({ asOf: null }) }, '↺');
    const reported = h('input', {
        type: 'checkbox',
        id: 'reported-only',
        role: 'switch',
        onchange: () => store.set({ reportedOnly: reported.checked }),
    });
    const reportedText = h('span', {});
    const hint = h('p', { class: 'hint', id: 'as-of-hint' });
    date.setAttribute('aria-describedby', 'as-of-hint');
    byId('filters').append(
        h('label', { class: 'switch' }, reported, reportedText),
        h('div', { class: 'date' }, dateLabel, h('span', { class: 'field' }, date, clear)),
        hint,
    );

    const update = (): void => {
        const { state } = store;
        reportedText.textContent = t('reportedOnly');
        reportedText.title = t('reportedOnlyHint');
        dateLabel.textContent = t('asOf');
        clear.setAttribute('aria-label', t('asOfClear'));
        clear.title = t('asOfClear');
        clear.hidden = state.asOf === null;
        reported.checked = state.reportedOnly;
        // The field shows the day that counts even if it is the server's choice.
        const shown = state.asOf ?? referenceDate() ?? '';
        if (document.activeElement !== date || state.asOf === null) date.value = shown;
        // Browsers write dates in their own order; this one cannot be misread.
        hint.textContent = shown ? `${t(state.asOf ? 'asOf' : 'asOfReference')}: ${formatDate(shown)}` : '';
    };
    store.subscribe(update);
    update();
    return { update };
}
