// SPDX-License-Identifier: Apache-2.0
#include "data/import_fields.hpp"

#include <map>
#include <utility>

namespace sanvat::data {

namespace {

using Fields = std::vector<FieldSpec>;

Fields joined(std::initializer_list<Fields> lists) {
    Fields all;
    for (const Fields& list : lists)
        all.insert(all.end(), list.begin(), list.end());
    return all;
}

Fields lineage() {
    return {{"source", {"nguon", "nguon so lieu", "nguon du lieu", "data source"}},
            {"source_date", {"ngay nguon", "ngay so lieu", "thoi diem so lieu"}},
            {"position_accuracy", {"do chinh xac", "do chinh xac vi tri", "accuracy"}},
            {"provenance", {"xuat xu so lieu"}}};
}

/// Read by VectorSource; named here so that a mapping file may name them.
Fields place_columns() {
    return {{"lon", {}}, {"lat", {}}, {"wkt", {}}};
}

Fields declared_unit() {
    return {{"declared_unit", {}},
            {"unit_code", {"ma xa", "ma don vi", "ma dvhc", "commune code", "ward code", "unit code", "ma phuong xa"}},
            {"unit",
             {"xa", "xa phuong", "phuong xa", "xa phuong thi tran", "ten xa", "ten xa phuong", "commune",
              "commune name", "ward", "don vi hanh chinh", "dia ban", "commune 2025", "xa moi"}},
            {"district",
             {"huyen", "quan huyen", "ten huyen", "ma huyen", "huyen thanh pho", "district name", "district code"}},
            {"unit_date", {"ngay don vi", "unit valid from"}}};
}

FieldSpec id() {
    return {"id", {"ma", "ma so", "code", "identifier", "stt ma"}};
}

Fields validity() {
    return {{"valid_from", {"hieu luc tu", "tu ngay", "ngay bat dau", "ngay thanh lap", "start date", "from date"}},
            {"valid_to", {"hieu luc den", "den ngay", "ngay ket thuc", "ngay giai the", "end date", "to date"}}};
}

Fields admin_units(FieldSpec code, FieldSpec name, FieldSpec parent) {
    return joined(
        {{std::move(code),
          {"kind", {"loai", "cap", "type", "loai don vi", "loai hinh"}},
          std::move(name),
          std::move(parent),
          {"province", {"tinh", "ten tinh", "province name", "tinh thanh pho"}},
          {"province_code", {"ma tinh", "ma tinh thanh pho"}},
          {"area_km2", {"dien tich", "dien tich km2", "dien tich tu nhien", "dien tich tu nhien km2", "area"}},
          {"population", {"dan so", "dan so nguoi", "pop"}},
          {"decree", {"nghi quyet", "quyet dinh", "can cu", "resolution"}}},
         validity(),
         lineage(),
         place_columns()});
}

Fields communes() {
    return admin_units(
        {"code",
         {"ma", "ma xa", "ma phuong xa", "ma don vi", "ma dvhc", "maxa", "code 2025", "commune code", "gso code",
          "unit code"}},
        {"name",
         {"ten", "ten xa", "ten don vi", "ten dvhc", "tenxa", "name vi", "name 2025", "xa", "xa phuong", "commune",
          "commune name"}},
        {"parent", {"thuoc", "truc thuoc", "ma huyen", "huyen", "district code", "district", "parent code"}});
}

Fields districts() {
    return admin_units(
        {"code", {"ma", "ma huyen", "ma don vi", "ma dvhc", "mahuyen", "district code", "gso code", "unit code"}},
        {"name",
         {"ten", "ten huyen", "ten don vi", "ten dvhc", "tenhuyen", "name vi", "huyen", "district", "district name"}},
        {"parent", {"thuoc", "truc thuoc", "parent code"}});
}

Fields crosswalk() {
    return joined({{{"old_unit", {"don vi cu", "xa cu"}},
                    {"old_code", {"ma cu", "ma xa cu", "ma huyen cu", "old unit code"}},
                    {"old_date", {"old valid from"}},
                    {"new_unit", {"don vi moi", "xa moi"}},
                    {"new_code", {"ma moi", "ma xa moi", "new unit code"}},
                    {"new_date", {"new valid from"}},
                    {"share_of_old", {"ty le don vi cu", "ty le cu"}},
                    {"share_of_new", {"ty le don vi moi", "ty le moi"}},
                    {"basis", {"can cu tinh", "cach tinh"}},
                    {"decree", {"nghi quyet", "quyet dinh", "resolution"}}},
                   lineage(),
                   place_columns()});
}

Fields producers() {
    return joined(
        {{id(),
          {"name",
           {"ten", "ten chu the", "chu the", "ten htx", "hop tac xa", "ten doanh nghiep", "ten co so", "producer"}},
          {"kind", {"loai", "loai hinh", "loai chu the", "loai hinh chu the", "type", "owner kind"}}},
         declared_unit(),
         lineage()});
}

Fields facilities() {
    return joined({{id(),
                    {"name", {"ten", "ten co so", "co so", "facility", "ten goi"}},
                    {"kind", {"loai", "loai hinh", "loai co so", "nganh nghe", "linh vuc", "type"}},
                    {"producer", {"chu the", "ma chu the", "producer id"}}},
                   declared_unit(),
                   validity(),
                   lineage(),
                   place_columns()});
}

Fields craft_villages() {
    return joined(
        {{id(),
          {"name", {"ten", "ten lang nghe", "lang nghe", "craft village", "name vi"}},
          {"craft", {"nghe", "nganh nghe", "ten nghe", "craft vi"}},
          {"craft_en", {}},
          {"recognised", {"cong nhan", "da cong nhan", "duoc cong nhan", "recognized", "recognised by province"}},
          {"decision", {"quyet dinh", "so quyet dinh", "recognition decision"}},
          {"recognised_on", {"ngay cong nhan", "ngay quyet dinh", "recognized on", "recognition date", "recognis 1"}},
          {"recognised_note", {"ghi chu cong nhan", "recognis 2"}},
          {"hamlet", {"thon", "xom", "ban", "thon xom", "xom ban", "to dan pho"}}},
         declared_unit(),
         lineage(),
         place_columns()});
}

Fields products() {
    return joined(
        {{id(),
          {"name", {"ten", "ten san pham", "san pham", "product", "product name"}},
          {"group_2019", {"nhom 2019", "group 1048 2019", "nhom theo 1048"}},
          {"group_2023", {"nhom", "nhom san pham", "nhom 2023", "group", "group 148 2023", "nhom theo 148"}},
          {"subgroup", {"phan nhom", "nhom con", "bo san pham"}},
          {"material", {"nguyen lieu", "nguyen lieu chinh"}},
          {"producer", {"chu the", "ma chu the", "producer id", "owner"}},
          {"facility", {"co so", "ma co so", "facility id"}},
          {"status", {"trang thai", "tinh trang"}},
          {"stars", {"sao", "so sao", "hang sao", "xep hang", "phan hang", "hang", "rating"}},
          {"signed_on",
           {"ngay cong nhan", "ngay ky", "ngay quyet dinh", "ngay cap", "rated on", "rating signed on", "rating sig"}},
          {"decision", {"quyet dinh", "so quyet dinh", "rating decision", "rating dec"}},
          {"rating_provenance", {}}},
         declared_unit(),
         lineage()});
}

Fields raw_material_areas() {
    return joined({{id(),
                    {"name", {"ten", "ten vung", "vung nguyen lieu", "ten vung nguyen lieu", "area"}},
                    {"crop", {"ma cay", "ma cay trong", "crop id"}},
                    {"crop_name", {"cay trong", "cay", "loai cay", "loai cay trong", "crop vi"}},
                    {"crop_name_en", {"crop en"}},
                    {"place", {"don vi", "cac xa", "units"}},
                    {"place_units", {}},
                    {"part_of", {"thuoc vung"}},
                    {"year", {"nam", "hectares year", "hectares y"}},
                    {"period", {"vu", "mua vu", "season", "thoi ky", "hectares period", "hectares p"}},
                    {"hectares", {"dien tich", "dien tich ha", "ha", "area ha"}},
                    {"qualifier", {"area qualifier", "hectares qualifier", "hectares q"}},
                    {"production", {"san luong", "san luong tan"}},
                    {"certificates", {"chung nhan", "chung chi", "tieu chuan"}},
                    {"outline_provenance", {}}},
                   declared_unit(),
                   lineage(),
                   place_columns()});
}

Fields supply_links() {
    return joined({{id(),
                    {"area", {"vung nguyen lieu", "ma vung", "area id", "raw material area"}},
                    {"facility", {"co so", "ma co so", "facility id"}},
                    {"product", {"san pham", "ma san pham", "product id"}},
                    {"tonnes", {"tan", "san luong", "khoi luong", "san luong tan", "tons"}},
                    {"share", {"ty le", "ty trong"}}},
                   lineage()});
}

Fields tour_routes() {
    return joined({{id(),
                    {"name", {"ten", "ten tuyen", "tuyen", "ten tour", "route"}},
                    {"theme", {"chu de"}},
                    {"line_note", {"ghi chu tuyen"}}},
                   lineage(),
                   place_columns()});
}

Fields tour_stops() {
    return joined({{id(),
                    {"name", {"ten", "ten diem", "diem dung", "diem", "ten diem du lich", "diem du lich", "name vi"}},
                    {"kind", {"loai", "loai hinh", "loai diem", "type"}},
                    {"route", {"tuyen", "ma tuyen", "route id"}},
                    {"position", {"thu tu", "stt", "order", "seq"}}},
                   declared_unit(),
                   lineage(),
                   place_columns()});
}

Fields fields_of(ImportKind kind) {
    switch (kind) {
        case ImportKind::communes:
            return communes();
        case ImportKind::districts:
            return districts();
        case ImportKind::crosswalk:
            return crosswalk();
        case ImportKind::producers:
            return producers();
        case ImportKind::facilities:
            return facilities();
        case ImportKind::craft_villages:
            return craft_villages();
        case ImportKind::products:
            return products();
        case ImportKind::raw_material_areas:
            return raw_material_areas();
        case ImportKind::supply_links:
            return supply_links();
        case ImportKind::tour_routes:
            return tour_routes();
        case ImportKind::tour_stops:
            return tour_stops();
    }
    return {};
}

}  // namespace

std::span<const FieldSpec> import_fields(ImportKind kind) {
    static const auto all = [] {
        std::map<ImportKind, Fields> made;
        for (const ImportKind each : all_import_kinds)
            made[each] = fields_of(each);
        return made;
    }();
    return all.at(kind);
}

}  // namespace sanvat::data
