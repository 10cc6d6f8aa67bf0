// SPDX-License-Identifier: Apache-2.0
// Names of the columns and coded values of records, for reading. What is not known here shows under its own name.
import { cropName } from './crops';
import { currentLanguage, formatDate, formatLastDay, formatNumber, t } from './i18n';
import { words, type Pair } from './words';

/** In the order in which a record's table shows them. */
const columns: Record<string, Pair> = {
    kind: ['Loại', 'Kind'],
    craft: ['Nghề', 'Craft'],
    craft_en: ['Nghề (tiếng Anh)', 'Craft'],
    recognised: ['Được công nhận', 'Recognised'],
    decision: ['Quyết định', 'Decision'],
    recognised_on: ['Ngày công nhận', 'Recognised on'],
    recognised_note: ['Ghi chú công nhận', 'Note on recognition'],
    stars: ['Hạng sao', 'Stars'],
    group: ['Nhóm', 'Group'],
    subgroup: ['Phân nhóm', 'Subgroup'],
    material_name: ['Nguyên liệu', 'Raw material'],
    material_name_en: ['Nguyên liệu (tiếng Anh)', 'Raw material'],
    producer_name: ['Chủ thể', 'Producer'],
    producer_kind: ['Loại chủ thể', 'Kind of producer'],
    facility_name: ['Cơ sở', 'Facility'],
    rating_decision: ['Quyết định', 'Decision'],
    rating_signed_on: ['Ngày công nhận', 'Rated on'],
    rating_valid_to: ['Hiệu lực đến hết ngày', 'Valid through'],
    rating_provenance: ['Hạng sao là dữ liệu', 'The rating is'],
    crop: ['Cây trồng', 'Crop'],
    crop_name: ['Cây trồng', 'Crop'],
    crop_name_en: ['Cây trồng (tiếng Anh)', 'Crop'],
    hectares: ['Diện tích (ha)', 'Area (ha)'],
    hectares_qualifier: ['Cách ghi', 'Qualifier'],
    hectares_period: ['Kỳ số liệu', 'Period'],
    place: ['Địa bàn', 'Place'],
    production: ['Sản lượng', 'Production'],
    certificates: ['Chứng nhận', 'Certificates'],
    outline_provenance: ['Ranh vùng là dữ liệu', 'The outline is'],
    theme: ['Chủ đề', 'Theme'],
    length_km: ['Chiều dài (km)', 'Length (km)'],
    stops: ['Số điểm dừng', 'Stops'],
    products: ['Số sản phẩm còn hạng sao', 'Products with a valid rating'],
    line_note: ['Về đường tuyến', 'About the line'],
    route_name: ['Tuyến', 'Route'],
    position: ['Thứ tự trên tuyến', 'Order on the route'],
    hamlet: ['Xóm', 'Hamlet'],
    level: ['Cấp', 'Level'],
    area_km2: ['Diện tích (km²)', 'Area (km²)'],
    population: ['Dân số', 'Population'],
    decree: ['Văn bản', 'Decree'],
    became_name: ['Nay thuộc', 'Now part of'],
    unit_name: ['Đơn vị hiện nay', 'Unit now'],
    district_name: ['Huyện cũ', 'Old district'],
    declared_unit_name: ['Địa bàn khai báo', 'Declared unit'],
    valid_from: ['Từ ngày', 'Valid from'],
    valid_to: ['Đến hết ngày', 'Last day'],
};

/** Columns that hold the first day on which something is no more; read is the last on which it is. */
const lastDays = new Set(['valid_to', 'rating_valid_to']);

/** Shown beside another column, in the heading or in the block on the source, or of use to programs only. */
const hidden = new Set([
    'name',
    'full_name',
    'collection',
    'id',
    'source',
    'source_date',
    'position_accuracy',
    'provenance',
    'unit_code',
    'district_code',
    'declared_unit',
    'declared_unit_code',
    'producer',
    'facility',
    'part_of',
    'code',
    'distance_m',
    'order',
    'km_along',
    'side',
    'route_part',
    'detour_m',
    'parent',
    'route',
    'status',
    'material',
    'hectares_year',
    'place_units',
    'became',
]);

/** Column: column in the other language that replaces it when that is the one being read. */
const translated: Record<string, string> = {
    craft: 'craft_en',
    crop_name: 'crop_name_en',
    material_name: 'material_name_en',
};

/** The columns whose values are words of the list above. Elsewhere "other" may be a name. */
const coded = new Set([
    'kind',
    'producer_kind',
    'group',
    'level',
    'provenance',
    'position_accuracy',
    'rating_provenance',
    'outline_provenance',
    'line_note',
    'hectares_qualifier',
]);

const collections: Record<string, Pair> = {
    communes: ['Xã, phường', 'Commune'],
    districts: ['Huyện cũ', 'Old district'],
    facilities: ['Cơ sở', 'Facility'],
    'craft-villages': ['Làng nghề', 'Craft village'],
    products: ['Sản phẩm OCOP', 'OCOP product'],
    producers: ['Chủ thể', 'Producer'],
    'raw-material-areas': ['Vùng nguyên liệu', 'Raw-material area'],
    'tour-routes': ['Tuyến du lịch', 'Tour route'],
    'tour-stops': ['Điểm du lịch', 'Tour stop'],
};

const figures: Record<string, Pair> = {
    facilities: ['Cơ sở (tất cả)', 'Facilities (all)'],
    facilities_agro_processing: ['Cơ sở chế biến nông sản', 'Agricultural processing'],
    facilities_forest_processing: ['Cơ sở chế biến lâm sản', 'Forest-product processing'],
    facilities_cooperative: ['Hợp tác xã', 'Cooperatives'],
    facilities_craft_village: ['Làng nghề được công nhận', 'Recognised craft villages'],
    products: ['Sản phẩm OCOP (tất cả)', 'OCOP products (all)'],
    hectares: ['Vùng nguyên liệu (ha)', 'Raw-material areas (ha)'],
};

function pick(pair: Pair): string {
    return pair[currentLanguage() === 'vi' ? 0 : 1];
}

export function columnLabel(column: string): string {
    const pair = columns[column];
    return pair ? pick(pair) : column.replace(/_/g, ' ');
}

/** The word for a coded value; text that is no code comes back as it is. */
export function valueLabel(value: string): string {
    const pair = words[value];
    return pair ? pick(pair) : value;
}

export function collectionLabel(collection: string): string {
    const pair = collections[collection];
    return pair ? pick(pair) : collection;
}

/** A column of the summary: "products_3" is "3 sao". */
export function figureLabel(figure: string): string {
    const pair = figures[figure];
    if (pair) return pick(pair);
    const part = figure.replace(/^(facilities|products|hectares)_/, '');
    if (/^[345]$/.test(part)) return pick([`Sản phẩm ${part} sao`, `${part}-star products`]);
    return figure.startsWith('hectares_') ? `${sentence(cropLabel(part))} (ha)` : valueLabel(part).replace(/_/g, ' ');
}

/** The crop's name; its id where the store has none. */
function cropLabel(crop: string): string {
    const pair = cropName(crop);
    return pair ? pick(pair) : crop;
}

/** With a capital letter at its beginning. */
export function sentence(text: string): string {
    return text.charAt(0).toUpperCase() + text.slice(1);
}

/** The columns of a record worth showing, in reading order: known ones first, then the others as they come. */
export function shownColumns(properties: Record<string, unknown>): string[] {
    const there = Object.keys(properties).filter((column) => {
        const value = properties[column];
        if (value === null || value === undefined || value === '' || hidden.has(column)) return false;
        return !isReplaced(column, properties);
    });
    const known = Object.keys(columns);
    const rank = (column: string): number => (known.includes(column) ? known.indexOf(column) : known.length);
    return there.sort((a, b) => rank(a) - rank(b));
}

/** A value for reading in the current language. */
export function formatValue(column: string, value: unknown): string {
    if (typeof value === 'boolean') return pick(value ? ['có', 'yes'] : ['không', 'no']);
    if (typeof value === 'number') return /year|order|position/.test(column) ? String(value) : formatNumber(value, 2);
    if (Array.isArray(value)) return value.map((item) => formatValue(column, item)).join(', ');
    if (typeof value === 'object' && value !== null) return JSON.stringify(value);
    const text = String(value);
    if (column === 'material' || column === 'crop') return cropLabel(text);
    if (lastDays.has(column)) return formatLastDay(text);
    return coded.has(column) ? valueLabel(text) : formatDate(text);
}

function isReplaced(column: string, properties: Record<string, unknown>): boolean {
    const vietnamese = currentLanguage() === 'vi';
    for (const [vi, en] of Object.entries(translated)) {
        if (!properties[vi] || !properties[en]) continue;
        if (column === (vietnamese ? en : vi)) return true;
    }
    // The crop's id says nothing that its name does not.
    return column === 'crop' && Boolean(properties.crop_name);
}

/** Says how much is not as reported: "trong đó 12 minh hoạ"; null where all is. */
export function provenanceText(counts: { derived?: number; illustrative?: number }): string | null {
    const { derived = 0, illustrative = 0 } = counts;
    const texts = [
        derived > 0 ? t('ofWhichDerived', { n: formatNumber(derived) }) : null,
        illustrative > 0 ? t('ofWhichIllustrative', { n: formatNumber(illustrative) }) : null,
    ];
    return texts.filter(Boolean).join(', ') || null;
}
