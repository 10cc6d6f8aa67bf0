// SPDX-License-Identifier: Apache-2.0
// What an edit of the store costs, and that nothing is ever stale.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <random>
#include <set>

#include "tests/tiler/mapped_province.hpp"
#include "tests/tiler/tile_maker.hpp"
#include "tiler/painter.hpp"
#include "tiler/tile_cover.hpp"
#include "tiler/tile_grid.hpp"
#include "tiler/tile_keys.hpp"

namespace sanvat::tiler::tile_content_test {
namespace {

using data::LonLat;
using test::mapped_province;
using test::SmallProvince;
using test::TileMaker;
using Edit = std::function<void(SmallProvince&)>;

constexpr LonLat coop_place{106.45, 22.05};

/// One request for each sheet of a zoom around the province.
std::vector<TileRequest> sheets(int zoom, bool vector) {
    std::set<TileId> seen;
    std::vector<TileRequest> requests;
    const TileCover cover({105.95, 21.95, 106.65, 22.25}, zoom);
    const TileId first = cover.north_west();
    const TileId last = cover.south_east();
    for (std::int64_t x = first.x(); x <= last.x(); ++x) {
        for (std::int64_t y = first.y(); y <= last.y(); ++y) {
            const TileId tile = *TileId::make(zoom, x, y);
            if (!seen.insert(vector ? tile : Metatile(tile).origin()).second) continue;
            requests.push_back(vector ? test::vector_tile(tile) : test::picture(Metatile(tile).origin()));
        }
    }
    return requests;
}

/// How far beyond the edge of a picture things count, in pixels.
enum Reach : int {
    in_sight = 0,            ///< the middle of a symbol is in the picture
    at_most = paint_buffer,  ///< a symbol, or a name that it moves, may reach into it
};

/// True where a sheet shows the place; a vector tile does with its own margin, whatever the reach.
bool draws(const TileRequest& sheet, LonLat place, Reach reach) {
    const MercatorPoint point = to_mercator(place);
    if (sheet.format == TileFormat::mvt) return TileGrid(sheet.tile).point(point).has_value();
    const double margin = static_cast<double>(reach) * metres_per_pixel(sheet.tile.z());
    return Metatile(sheet.tile).box().grown(margin).intersects({point.x, point.y, point.x, point.y});
}

data::Facility& facility(SmallProvince& province, const std::string& id) {
    return *std::ranges::find(province.content.facilities, id, &data::Facility::id);
}

/// Renders the province, edits it and gives the sheets that are rendered anew.
std::set<TileId> rendered_after(const Edit& edit, int zoom, bool vector) {
    auto province = mapped_province();
    const auto before = province.snapshot();
    edit(province);
    const auto after = province.snapshot();
    TileMaker maker;
    std::set<TileId> rendered;
    for (const TileRequest& sheet : sheets(zoom, vector)) {
        EXPECT_GT(maker.renders(before, sheet), 0u);
        const auto count = maker.renders(after, sheet);
        EXPECT_TRUE(count == 0 || count == TileMaker::sheet_of(sheet).size()) << count;
        if (count > 0) rendered.insert(sheet.tile);
    }
    return rendered;
}

std::set<TileId> sheets_that_draw(const std::vector<LonLat>& places, int zoom, bool vector, Reach reach) {
    std::set<TileId> found;
    for (const TileRequest& sheet : sheets(zoom, vector)) {
        if (std::ranges::any_of(places, [&](LonLat place) { return draws(sheet, place, reach); }))
            found.insert(sheet.tile);
    }
    return found;
}

/// Those that show one of the places are rendered, and none that lies too far from all of them.
void expect_around(const std::set<TileId>& rendered, const std::vector<LonLat>& places, int zoom, bool vector) {
    const auto certain = sheets_that_draw(places, zoom, vector, in_sight);
    const auto possible = sheets_that_draw(places, zoom, vector, at_most);
    const auto where = std::to_string(zoom) + (vector ? " vector" : " raster");
    EXPECT_FALSE(certain.empty()) << where;
    EXPECT_TRUE(std::ranges::includes(rendered, certain)) << where << ": something stale";
    EXPECT_TRUE(std::ranges::includes(possible, rendered)) << where << ": more than needed";
}

TEST(TileContent, AMovedFacilityCostsTheTilesAroundItsOldAndItsNewPlaceAndNoOther) {
    constexpr LonLat new_place{106.08, 22.16};
    const Edit move = [&](SmallProvince& province) { facility(province, "coop").point = new_place; };
    for (const int zoom : {9, 12, 13}) {
        for (const bool vector : {false, true}) {
            const auto rendered = rendered_after(move, zoom, vector);
            expect_around(rendered, {coop_place, new_place}, zoom, vector);
            if (zoom > 9) {
                EXPECT_LT(rendered.size(), sheets(zoom, vector).size());
            }
        }
    }
}

TEST(TileContent, AFacilityThatGoesAndOneThatComesCostTheTilesAroundThem) {
    constexpr LonLat place{106.52, 22.18};
    const Edit replace = [&](SmallProvince& province) {
        std::erase_if(province.content.facilities, [](const auto& one) { return one.id == "coop"; });
        province.facility("new", province.c, place);
    };
    for (const bool vector : {false, true})
        expect_around(rendered_after(replace, 12, vector), {coop_place, place}, 12, vector);
}

TEST(TileContent, ANameCostsNothingWhereItIsNotDrawn) {
    const Edit rename = [](SmallProvince& province) { facility(province, "coop").name = "Hợp tác xã Bình Minh"; };
    EXPECT_EQ(rendered_after(rename, 9, false).size(), 0u) << "cooperatives are named from zoom 12 on";
    for (const bool vector : {false, true})
        expect_around(rendered_after(rename, 13, vector), {coop_place}, 13, vector);
}

TEST(TileContent, WhatNoMapShowsCostsNothing) {
    const Edit note = [](SmallProvince& province) {
        facility(province, "coop").lineage.source = "another source";
        province.content.attribution = "Nguồn: khác";
    };
    for (const bool vector : {false, true})
        EXPECT_EQ(rendered_after(note, 10, vector).size(), 0u);
}

TEST(TileContent, ANewOutlineOfAnAreaCostsTheTilesThatItMeets) {
    const Edit widen = [](SmallProvince& province) {
        auto& outline = province.content.raw_material_areas.front().outline;
        for (auto& corner : outline.front().outer) {
            if (corner.lat > 22.05) corner.lat = 22.055;
        }
    };
    // Its corners lie 0.02° apart, a little less than a tile of zoom 14 is wide.
    const std::vector<LonLat> corners{{106.34, 22.04}, {106.36, 22.04}, {106.36, 22.06}, {106.34, 22.06}};
    for (const bool vector : {false, true})
        expect_around(rendered_after(widen, 13, vector), corners, 13, vector);
}

/// Moves the corner that A and B share in the south to 106.19°; their districts do not have it.
void move_southern_corner(SmallProvince& province) {
    for (auto& unit : province.content.units) {
        if (unit.key != province.a && unit.key != province.b) continue;
        for (auto& corner : unit.polygon.front().outer) {
            if (std::abs(corner.lon - 106.2) < 1e-9 && std::abs(corner.lat - 22.0) < 1e-9) corner.lon = 106.19;
        }
    }
}

TEST(TileContent, AMovedBorderCostsTheTilesNearItAndNoneThatShowOtherUnitsAlone) {
    const auto rendered = rendered_after(move_southern_corner, 13, false);
    for (const TileId sheet : sheets_that_draw({{106.19, 22.0}, {106.2, 22.0}}, 13, false, in_sight))
        EXPECT_TRUE(rendered.contains(sheet));
    const double edge_of_b = to_mercator(LonLat{106.4, 22.0}).x;
    std::size_t beyond = 0;
    for (const TileRequest& sheet : sheets(13, false)) {
        const double margin = paint_buffer * metres_per_pixel(13);
        if (Metatile(sheet.tile).box().west - margin < edge_of_b) continue;
        EXPECT_FALSE(rendered.contains(sheet.tile)) << "shows nothing of A or B";
        ++beyond;
    }
    EXPECT_GT(beyond, 0u);
}

TEST(TileContent, AMovedBorderCostsNothingInsideOfItsUnitsAndAtTheirOtherBorders) {
    auto province = mapped_province();
    const auto before = province.snapshot();
    move_southern_corner(province);
    const auto after = province.snapshot();
    TileMaker maker;
    const auto renders_again = [&](LonLat place) {
        const auto sheet = test::picture(Metatile(TileId::at(place, 15)).origin());
        EXPECT_GT(maker.renders(before, sheet), 0u);
        return maker.renders(after, sheet) > 0;
    };
    EXPECT_TRUE(renders_again({106.195, 22.1})) << "the moved border";
    EXPECT_FALSE(renders_again({106.05, 22.13})) << "the midst of A";
    EXPECT_FALSE(renders_again({106.001, 22.19})) << "the north-western corner of A";
}

TEST(TileContent, ADayOnWhichTheSameIsInForceCostsNothing) {
    const auto snapshot = test::mapped_snapshot();
    TileMaker maker;
    auto request = test::picture(TileId::at(coop_place, 12));
    EXPECT_GT(maker.renders(snapshot, request), 0u);
    request.as_of = test::day("2025-07-20");
    EXPECT_EQ(maker.renders(snapshot, request), 0u);
    auto vector = test::vector_tile(request.tile);
    EXPECT_EQ(maker.renders(snapshot, vector), 1u);
    vector.as_of = request.as_of;
    EXPECT_EQ(maker.renders(snapshot, vector), 0u);
}

TEST(TileContent, AFilterCountsByWhatItHides) {
    const auto snapshot = test::mapped_snapshot();
    TileMaker maker;
    auto far = test::picture(TileId::at({106.45, 22.17}, 15));
    auto near = test::picture(TileId::at(coop_place, 15));
    EXPECT_GT(maker.renders(snapshot, far), 0u);
    EXPECT_GT(maker.renders(snapshot, near), 0u);
    analysis::PropertyCondition agro{"kind", {"agro_processing"}};
    for (TileRequest* request : {&far, &near})
        request->filter.add(agro);
    EXPECT_EQ(maker.renders(snapshot, far), 0u);
    EXPECT_GT(maker.renders(snapshot, near), 0u);
}

TEST(TileContent, FilteredTilesDoNotDriveOutTheOthers) {
    TileServiceOptions options;
    options.cache_bytes = 40'000;
    TileMaker maker(options);
    const auto snapshot = test::mapped_snapshot();
    const auto plain = test::picture(TileId::at({106.3, 22.1}, 9));
    const auto tile = maker.get(snapshot, plain);
    std::size_t bytes = 0;
    for (const char* kind : {"agro_processing", "cooperative", "forest_processing", "craft_village"}) {
        for (const char* provenance : {"reported", "illustrative", "derived"}) {
            auto filtered = plain;
            filtered.filter.add(analysis::PropertyCondition{"kind", {kind}});
            filtered.filter.add(analysis::parse_provenance_condition(provenance));
            for (const TileId one : TileMaker::sheet_of(filtered)) {
                filtered.tile = one;
                bytes += maker.get(snapshot, filtered).bytes->size();
            }
        }
    }
    EXPECT_GT(bytes, options.cache_bytes) << "or there was room for all of them";
    const auto still = maker.service().cached(snapshot, plain);
    ASSERT_TRUE(still);
    EXPECT_EQ(still->bytes, tile.bytes);
}

TEST(TileContent, AnotherProgramOrThemeNamesEverySheetAnew) {
    const auto snapshot = test::mapped_snapshot();
    const auto theme = open_theme({});
    auto other_theme = std::make_shared<Theme>(*theme);
    other_theme->digest = "another";
    TilePress press;
    TileKeys mine(*theme, press);
    TileKeys same(*theme, press);
    TileKeys newer(*theme, press, "sanvat 99.0");
    TileKeys restyled(*other_theme, press);
    MapScope scope;
    scope.name = "overview";
    const Metatile metatile(TileId::at(coop_place, 10));
    const auto raster = [&](TileKeys& keys, const std::shared_ptr<const Theme>& of, int scale = 1) {
        Workbench bench(of);
        return keys.raster(bench, snapshot, plan_map(*of, *snapshot, scope), metatile, TileFormat::png8, scale);
    };
    EXPECT_EQ(raster(mine, theme), raster(same, theme));
    EXPECT_EQ(
        (std::set{raster(mine, theme), raster(newer, theme), raster(restyled, other_theme), raster(mine, theme, 2)})
            .size(),
        4u);
    scope.name = "production";
    const auto vector = [&](TileKeys& keys) {
        return keys.vector(snapshot, plan_map(*theme, *snapshot, scope), metatile.origin());
    };
    EXPECT_EQ(vector(mine), vector(same));
    EXPECT_NE(vector(mine), vector(newer));
    EXPECT_NE(mine.legend("{}", "vi", 1), newer.legend("{}", "vi", 1));
}

/// Edits of all that maps draw, one after the other in an order by chance.
class Editor {
public:
    explicit Editor(unsigned seed) : random_(seed) {}

    void edit(SmallProvince& province) {
        auto& content = province.content;
        switch (number(9)) {
            case 0:
                one_of(content.facilities).point = place();
                break;
            case 1:
                one_of(content.facilities).name = name();
                break;
            case 2:
                one_of(content.facilities).kind =
                    number(2) == 0 ? data::FacilityKind::forest_processing : data::FacilityKind::agro_processing;
                break;
            case 3:
                one_of(content.craft_villages).point = place();
                break;
            case 4:
                one_of(content.products).ratings.front().stars = 3 + number(3);
                break;
            case 5:
                one_of(content.places).point = place();
                break;
            case 6:
                content.roads.front().line.front().back() = place();
                break;
            case 7:
                bend_border(province);
                break;
            default:
                one_of(content.units).name = name();
        }
    }

private:
    int number(int below) { return std::uniform_int_distribution(0, below - 1)(random_); }

    template <typename T>
    T& one_of(std::vector<T>& all) {
        return all[static_cast<std::size_t>(number(static_cast<int>(all.size())))];
    }

    /// Some are given a place that others have, too.
    LonLat place() { return {106.02 + 0.08 * number(8), 22.02 + 0.05 * number(4)}; }

    std::string name() { return "Bản Đồng Mu " + std::to_string(number(1000)); }

    static void bend_border(SmallProvince& province) {
        for (auto& unit : province.content.units) {
            if (unit.key != province.b && unit.key != province.c) continue;
            for (auto& corner : unit.polygon.front().outer) {
                if (std::abs(corner.lon - 106.4) < 0.02 && std::abs(corner.lat - 22.0) < 1e-9) corner.lon += 0.002;
            }
        }
    }

    std::mt19937 random_;
};

TEST(TileContent, WhatIsKeptIsAlwaysWhatWouldBeRenderedNow) {
    auto province = mapped_province();
    TileMaker keeping;
    Editor editor(20251122);
    std::vector<TileRequest> all;
    for (const int zoom : {8, 11}) {
        for (const bool vector : {false, true}) {
            const auto requests = sheets(zoom, vector);
            all.insert(all.end(), requests.begin(), requests.end());
        }
    }
    auto twice = test::picture(TileId::at({106.3, 22.1}, 10));
    twice.scale = 2;
    all.push_back(twice);
    for (const std::string& style : keeping.service().styles())
        all.push_back(test::picture(TileId::at({106.3, 22.1}, 9), style));
    std::uint64_t drawn_anew = 0;
    for (int step = 0; step < 8; ++step) {
        const auto snapshot = province.snapshot();
        TileMaker fresh;
        for (TileRequest request : all) {
            for (const TileId tile : TileMaker::sheet_of(request)) {
                request.tile = tile;
                ASSERT_EQ(keeping.get(snapshot, request).etag, fresh.get(snapshot, request).etag)
                    << "step " << step << ' ' << request.name << ' ' << tile.z() << '/' << tile.x() << '/' << tile.y();
            }
        }
        drawn_anew += fresh.service().figures().drawn;
        editor.edit(province);
    }
    EXPECT_LT(keeping.service().figures().drawn, drawn_anew / 2) << "or little was kept";
}

}  // namespace
}  // namespace sanvat::tiler::tile_content_test
