// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "data/import.hpp"
#include "data/table.hpp"
#include "tests/support/ascii_map.hpp"
#include "tests/support/temporary_folder.hpp"

namespace sanvat::data::test_import {

inline Date day(const char* text) {
    return Date::parse(text).value();
}

inline UnitKey key(const char* text) {
    return parse_unit_key(text).value();
}

/// The new communes A to D; the small province below is made of them. A cell is 0.1°, about 11 km.
constexpr auto communes_picture = R"(
AAABBB
AAABBB
CCCDDD
CCCDDD
)";

/// The same ground by (commune, old district): C lay in both districts, west (C) and east (E).
constexpr auto pieces_picture = R"(
AAABBB
AAABBB
CCEDDD
CCEDDD
)";

/// A province of two former districts and four communes:
///
///     01001 xã An Bình     01002 xã Đàm Thủy        040 huyện Hòa An: 01001 and the west of 01003
///     01003 xã Hòa Thuận   01004 phường Thục Phán   051 huyện Trùng Khánh: the rest
///
/// Before 1 July 2025 code 01001 was thị trấn Nước Hai of Hòa An, and 01010 another xã Đàm Thủy, of Trùng Khánh.
inline Register small_province() {
    const auto ground = test::draw(communes_picture).polygons;
    const auto pieces = test::draw(pieces_picture).polygons;
    const Lineage made{"drawn by hand", "2025", PositionAccuracy::traced, Provenance::derived};
    const Date before = day("2020-01-01");
    const Date after = day("2025-07-01");
    const UnitKey province{"04", day("1999-01-01")};
    Register content;
    content.title = "Tỉnh nhỏ";
    content.reference_date = after;
    const auto unit = [&](const char* code, Date from, AdminLevel level, const char* kind, const char* name,
                          std::optional<UnitKey> parent, MultiPolygon polygon) {
        AdminUnit made_unit{.key = {code, from},
                            .valid_to = {},
                            .level = level,
                            .kind = kind,
                            .name = name,
                            .parent = std::move(parent),
                            .area_km2 = {},
                            .population = {},
                            .decree = "1660/NQ-UBTVQH15",
                            .polygon = std::move(polygon),
                            .lineage = made};
        if (from == before) made_unit.valid_to = after;
        content.units.push_back(std::move(made_unit));
    };
    const auto whole = dissolve({ground.at('A'), ground.at('B'), ground.at('C'), ground.at('D')});
    unit("04", province.valid_from, AdminLevel::province, "tỉnh", "Nhỏ", {}, whole);
    unit("040", before, AdminLevel::district, "huyện", "Hòa An", province, dissolve({pieces.at('A'), pieces.at('C')}));
    unit("051", before, AdminLevel::district, "huyện", "Trùng Khánh", province,
         dissolve({pieces.at('B'), pieces.at('D'), pieces.at('E')}));
    unit("01001", before, AdminLevel::commune, "thị trấn", "Nước Hai", UnitKey{"040", before}, {});
    unit("01010", before, AdminLevel::commune, "xã", "Đàm Thủy", UnitKey{"051", before}, {});
    unit("01001", after, AdminLevel::commune, "xã", "An Bình", province, ground.at('A'));
    unit("01002", after, AdminLevel::commune, "xã", "Đàm Thủy", province, ground.at('B'));
    unit("01003", after, AdminLevel::commune, "xã", "Hòa Thuận", province, ground.at('C'));
    unit("01004", after, AdminLevel::commune, "phường", "Thục Phán", province, ground.at('D'));
    const auto link = [&](const char* old_code, const char* new_code, double of_old, double of_new, char piece) {
        content.crosswalk.push_back({.old_unit = {old_code, before},
                                     .new_unit = {new_code, after},
                                     .share_of_old = of_old,
                                     .share_of_new = of_new,
                                     .basis = "area",
                                     .decree = "1660/NQ-UBTVQH15",
                                     .part = pieces.at(piece),
                                     .lineage = made});
    };
    link("040", "01001", 0.6, 1, 'A');
    link("040", "01003", 0.4, 2.0 / 3, 'C');
    link("051", "01002", 0.43, 1, 'B');
    link("051", "01003", 0.14, 1.0 / 3, 'E');
    link("051", "01004", 0.43, 1, 'D');
    sort_tables(content);
    return content;
}

inline const AdminUnit& unit(const Register& content, const char* wanted) {
    return *std::ranges::find(content.units, key(wanted), &AdminUnit::key);
}

template <typename Record>
const Record* find(const std::vector<Record>& table, const std::string& id) {
    const auto found = std::ranges::find(table, id, &Record::id);
    return found == table.end() ? nullptr : &*found;
}

inline ImportOptions options_for(ImportKind kind, const std::filesystem::path& source) {
    ImportOptions options;
    options.kind = kind;
    options.sources = {source.string()};
    return options;
}

/// The lines of a refused import; none where it was not refused.
inline std::vector<std::string> refusals(Register& content, const ImportOptions& options) {
    try {
        (void)import_into(content, options);
    } catch (const ImportRefused& refused) {
        std::vector<std::string> lines;
        for (const ImportProblem& problem : refused.problems())
            lines.push_back(to_line(problem));
        return lines;
    } catch (const Error& error) {
        return {error.what()};
    }
    return {};
}

}  // namespace sanvat::data::test_import
