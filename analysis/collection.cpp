// SPDX-License-Identifier: Apache-2.0
#include "analysis/collection.hpp"

#include <algorithm>
#include <array>

namespace sanvat::analysis {

namespace {

using enum data::ValueType;

constexpr std::string_view accuracy_values = "surveyed traced commune district none";
constexpr std::string_view provenance_values = "reported derived illustrative";
constexpr std::string_view group_values =
    "food drinks medicinal handicraft ornamental tourism herbs textiles souvenirs";

/// Property lists one after the other.
template <std::size_t... sizes>
constexpr auto joined(const std::array<Property, sizes>&... parts) {
    std::array<Property, (sizes + ...)> all{};
    auto* next = all.data();
    ((next = std::copy(parts.begin(), parts.end(), next)), ...);
    return all;
}

template <std::size_t size>
constexpr auto own(const Property (&properties)[size]) {
    return std::to_array(properties);
}

constexpr auto name = own({{"name", string, "Tên", "Name"}});

/// Where a record counts: in the communes and districts of the units date.
constexpr auto counted = own({
    {"unit_code", string, "Mã xã, phường", "Commune code"},
    {"unit_name", string, "Xã, phường", "Commune"},
    {"district_code", string, "Mã huyện (cũ)", "Old district code"},
    {"district_name", string, "Huyện (cũ)", "Old district"},
});

constexpr auto declared = own({
    {"declared_unit", string, "Mã đơn vị khai báo", "Declared unit code"},
    {"declared_unit_name", string, "Đơn vị khai báo", "Declared unit"},
});

/// What every record carries.
constexpr auto lineage = own({
    {"source", string, "Nguồn", "Source"},
    {"source_date", string, "Ngày của nguồn", "Source date"},
    {"position_accuracy", string, "Độ chính xác vị trí", "Position accuracy", accuracy_values},
    {"provenance", string, "Xuất xứ dữ liệu", "Provenance", provenance_values},
});

constexpr auto unit_properties = joined(own({
                                            {"code", string, "Mã", "Code"},
                                        }),
                                        name,
                                        own({
                                            {"kind", string, "Loại", "Kind"},
                                            {"full_name", string, "Tên đầy đủ", "Full name"},
                                            {"level", string, "Cấp", "Level", "province district commune"},
                                            {"parent", string, "Trực thuộc", "Parent"},
                                            {"valid_from", date, "Có từ ngày", "Valid from"},
                                            {"valid_to", date, "Đến trước ngày", "Valid to"},
                                            {"area_km2", number, "Diện tích (km²)", "Area (km²)"},
                                            {"population", integer, "Dân số", "Population"},
                                            {"decree", string, "Văn bản", "Decree"},
                                            {"became", string, "Mã đơn vị kế thừa", "Became, unit codes"},
                                            {"became_name", string, "Trở thành", "Became"},
                                        }),
                                        lineage);

constexpr auto facility_properties =
    joined(name,
           own({
               {"kind", string, "Loại cơ sở", "Kind", "agro_processing forest_processing cooperative craft_village"},
               {"producer", string, "Mã chủ thể", "Producer id"},
               {"producer_name", string, "Chủ thể", "Producer"},
               {"valid_from", date, "Có từ ngày", "Valid from"},
               {"valid_to", date, "Đến trước ngày", "Valid to"},
           }),
           declared, counted, lineage);

constexpr auto craft_village_properties = joined(name,
                                                 own({
                                                     {"craft", string, "Nghề", "Craft (Vietnamese)"},
                                                     {"craft_en", string, "Nghề (tiếng Anh)", "Craft"},
                                                     {"recognised", boolean, "Đã được công nhận", "Recognised"},
                                                     {"decision", string, "Quyết định", "Decision"},
                                                     {"recognised_on", date, "Ngày công nhận", "Recognised on"},
                                                     {"recognised_note", string, "Ghi chú về ngày", "Note on the date"},
                                                     {"hamlet", string, "Xóm, bản", "Hamlet"},
                                                 }),
                                                 declared, counted, lineage);

constexpr auto product_properties =
    joined(name,
           own({
               {"stars", integer, "Số sao", "Stars"},
               {"group", string, "Nhóm sản phẩm", "Product group", group_values},
               {"subgroup", string, "Phân nhóm", "Subgroup"},
               {"material", string, "Mã nguyên liệu", "Raw material id"},
               {"material_name", string, "Nguyên liệu", "Raw material (Vietnamese)"},
               {"material_name_en", string, "Nguyên liệu (tiếng Anh)", "Raw material"},
               {"status", string, "Tình trạng", "Status"},
               {"rating_signed_on", date, "Ngày công nhận hạng sao", "Rating signed on"},
               {"rating_valid_to", date, "Hạng sao hết hiệu lực từ", "Rating valid to"},
               {"rating_decision", string, "Quyết định hạng sao", "Rating decision"},
               {"rating_provenance", string, "Xuất xứ của hạng sao", "Rating provenance", provenance_values},
               {"producer", string, "Mã chủ thể", "Producer id"},
               {"producer_name", string, "Chủ thể", "Producer"},
               {"producer_kind", string, "Loại chủ thể", "Producer kind",
                "cooperative enterprise household cooperative_group other"},
               {"facility", string, "Mã cơ sở", "Facility id"},
               {"facility_name", string, "Cơ sở", "Facility"},
           }),
           declared, counted, lineage);

constexpr auto producer_properties =
    joined(name,
           own({
               {"kind", string, "Loại chủ thể", "Kind", "cooperative enterprise household cooperative_group other"},
               {"products", integer, "Số sản phẩm còn hạng sao", "Products with a valid rating"},
           }),
           declared, counted, lineage);

constexpr auto raw_material_area_properties =
    joined(name,
           own({
               {"crop", string, "Mã cây trồng", "Crop id"},
               {"crop_name", string, "Cây trồng", "Crop (Vietnamese)"},
               {"crop_name_en", string, "Cây trồng (tiếng Anh)", "Crop"},
               {"hectares", number, "Diện tích (ha)", "Hectares"},
               {"hectares_year", integer, "Năm số liệu", "Year"},
               {"hectares_period", string, "Kỳ số liệu", "Period"},
               {"hectares_qualifier", string, "Cách ghi", "Qualifier"},
               {"production", string, "Sản lượng", "Production"},
               {"part_of", string, "Thuộc vùng", "Part of"},
               {"place", string, "Địa bàn", "Place"},
               {"place_units", string, "Mã các đơn vị của địa bàn", "Unit codes of the place"},
               {"certificates", string, "Chứng nhận", "Certificates"},
               {"outline_provenance", string, "Xuất xứ của ranh giới", "Outline provenance", provenance_values},
           }),
           counted, lineage);

constexpr auto tour_route_properties = joined(name,
                                              own({
                                                  {"theme", string, "Chủ đề", "Theme"},
                                                  {"length_km", number, "Chiều dài (km)", "Length (km)"},
                                                  {"stops", integer, "Số điểm dừng", "Stops"},
                                                  {"line_note", string, "Ghi chú về tuyến", "Note on the line"},
                                              }),
                                              lineage);

constexpr auto tour_stop_properties = joined(name,
                                             own({
                                                 {"kind", string, "Loại điểm", "Kind"},
                                                 {"route", string, "Mã tuyến", "Route id"},
                                                 {"route_name", string, "Tuyến", "Route"},
                                                 {"position", integer, "Thứ tự", "Position"},
                                             }),
                                             declared, counted, lineage);

constexpr std::array<Collection, collection_count> all{{
    {CollectionId::communes, "communes", "Xã, phường", "Communes",
     "Commune-level units of every time, each valid between two dates", "polygon", unit_properties},
    {CollectionId::districts, "districts", "Huyện, thành phố (cũ)", "Districts",
     "District-level units of every time, each valid between two dates", "polygon", unit_properties},
    {CollectionId::facilities, "facilities", "Cơ sở chế biến và ngành nghề", "Facilities",
     "Processing facilities, cooperatives and recognised craft villages", "point", facility_properties},
    {CollectionId::craft_villages, "craft-villages", "Làng nghề", "Craft villages",
     "Every known craft village, recognised or not", "point", craft_village_properties},
    {CollectionId::products, "products", "Sản phẩm OCOP", "OCOP products", "OCOP products with the rating in force",
     "point", product_properties},
    {CollectionId::producers, "producers", "Chủ thể", "Producers", "Who makes the products", "point",
     producer_properties},
    {CollectionId::raw_material_areas, "raw-material-areas", "Vùng nguyên liệu", "Raw-material areas",
     "Ground that grows a crop, with hectares by year", "polygon", raw_material_area_properties},
    {CollectionId::tour_routes, "tour-routes", "Tuyến du lịch", "Tour routes", "Tour lines through their located stops",
     "line", tour_route_properties},
    {CollectionId::tour_stops, "tour-stops", "Điểm du lịch", "Tour stops", "Stops of tour routes and other sights",
     "point", tour_stop_properties},
}};

}  // namespace

std::optional<std::size_t> Collection::find(std::string_view property) const noexcept {
    for (std::size_t i = 0; i < properties.size(); ++i) {
        if (properties[i].name == property) return i;
    }
    return std::nullopt;
}

std::span<const Collection> collections() noexcept {
    return all;
}

const Collection& collection(CollectionId id) noexcept {
    return all[static_cast<std::size_t>(id)];
}

std::optional<CollectionId> parse_collection(std::string_view name) noexcept {
    for (const Collection& candidate : all) {
        if (candidate.name == name) return candidate.id;
    }
    return std::nullopt;
}

}  // namespace sanvat::analysis
