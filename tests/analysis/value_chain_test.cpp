// SPDX-License-Identifier: Apache-2.0
#include "analysis/value_chain.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>

#include "analysis/value_chain_table.hpp"
#include "data/error.hpp"
#include "data/geodesic.hpp"
#include "tests/support/ascii_map.hpp"
#include "tests/support/sample_province.hpp"
#include "tests/support/small_province.hpp"

namespace sanvat::analysis::value_chain_test {
namespace {

using data::Provenance;
using test::day;
using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

/// A mill in A (district X) that makes jelly from three areas: one around it in A, one in B (which lies in both
/// districts), one somewhere in C.
struct Mill : test::SmallProvince {
    Mill() {
        auto& mill = facility("mill", a, mill_at);
        mill.producer = "owner";
        data::Producer owner;
        owner.id = "owner";
        owner.name = "HTX Thạch";
        owner.lineage = reported;
        content.producers.push_back(owner);
        auto& jelly = product("jelly", {}, "2024-02-20");
        jelly.facility = "mill";
        jelly.producer = "owner";
        area("here", {a}, 2024, 10).outline = test::draw("R.....\nR.....").polygons.at('R');
        area("mid", {b}, 2022, 5).outline = test::draw("..R...\n..R...").polygons.at('R');
        area("far", {c}, 2021, 5);
    }

    data::SupplyLink& link(std::string id, std::string area, std::optional<std::string> facility,
                           std::optional<std::string> product) {
        data::SupplyLink made;
        made.id = std::move(id);
        made.area = std::move(area);
        made.facility = std::move(facility);
        made.product = std::move(product);
        made.lineage = reported;
        return content.supply_links.emplace_back(std::move(made));
    }

    void link_all() {
        link("l1", "here", "mill", "jelly").tonnes = 30;
        link("l2", "mid", {}, "jelly").tonnes = 10;
        link("l3", "far", "mill", "jelly").tonnes = 10;
    }

    static constexpr data::LonLat mill_at{106.05, 22.05};
};

ValueChain ask(const Snapshot& snapshot, ValueChainQuestion question = {}) {
    return value_chain(snapshot, question);
}

std::vector<std::string> kinds(const ValueChain& chain) {
    std::vector<std::string> kinds;
    for (const ChainBreak& each : chain.breaks)
        kinds.push_back(each.kind + " " + each.collection + "/" + each.record);
    return kinds;
}

TEST(ValueChain, LeadsFromAProductToEverythingBehindIt) {
    Mill province;
    province.link_all();
    const auto snapshot = province.snapshot();
    const auto found = ask(*snapshot, {.product = "jelly"});
    ASSERT_EQ(found.products.size(), 1U);
    const ProductChain& chain = found.products[0];
    EXPECT_EQ(chain.product->id, "jelly");
    EXPECT_EQ(chain.producer->name, "HTX Thạch");
    EXPECT_EQ(chain.facility->id, "mill");
    ASSERT_EQ(chain.links.size(), 3U);
    EXPECT_EQ(chain.links[0].area->id, "here");
    EXPECT_EQ(chain.links[1].facility->id, "mill") << "the link names none: where the product is made";
    EXPECT_THAT(found.breaks, IsEmpty());
}

TEST(ValueChain, TellsPartsByTonnesThenSharesThenEqually) {
    Mill province;
    province.link_all();
    const auto parts = [&] {
        const auto snapshot = province.snapshot();
        const auto found = ask(*snapshot, {.product = "jelly"});
        std::vector<double> each_part;
        for (const ChainLink& each : found.products[0].links)
            each_part.push_back(each.part);
        return std::pair(found.products[0].basis, each_part);
    };
    EXPECT_EQ(parts(), std::pair(PartBasis::tonnes, std::vector{0.6, 0.2, 0.2}));
    province.content.supply_links[1].tonnes.reset();
    EXPECT_EQ(parts(), std::pair(PartBasis::equal, std::vector{1.0 / 3, 1.0 / 3, 1.0 / 3})) << "one has no tonnes";
    for (auto& link : province.content.supply_links)
        link.share = 0.25;
    EXPECT_EQ(parts(), std::pair(PartBasis::share, std::vector{0.25, 0.25, 0.25})) << "a quarter comes from elsewhere";
    for (auto& link : province.content.supply_links)
        link.share = 0.5;
    EXPECT_EQ(parts(), std::pair(PartBasis::share, std::vector{0.5 / 1.5, 0.5 / 1.5, 0.5 / 1.5}));
    const auto snapshot = province.snapshot();
    EXPECT_THAT(kinds(ask(*snapshot)), ElementsAre("shares-above-one products/jelly"));
}

TEST(ValueChain, SaysHowMuchComesFromNear) {
    Mill province;
    province.link_all();
    auto& abroad = province.area("abroad", {data::UnitKey{"999", day("2020-01-01")}}, 2024, 5);
    abroad.outline = test::draw("R", {.origin = {107.0, 23.0}, .cell = 0.1, .owner = {}}).polygons.at('R');
    province.link("l4", "abroad", "mill", "jelly").tonnes = 50;
    const auto snapshot = province.snapshot();
    const auto found = ask(*snapshot, {.product = "jelly"});
    const ProductChain& chain = found.products[0];
    EXPECT_EQ(chain.links[0].same_commune, true);
    EXPECT_EQ(chain.links[0].same_district, true);
    EXPECT_EQ(chain.links[1].same_commune, false);
    EXPECT_EQ(chain.links[1].same_district, std::nullopt) << "B lies in both districts, the area somewhere in B";
    EXPECT_EQ(chain.links[2].same_district, false);
    EXPECT_TRUE(chain.links[2].in_province);
    EXPECT_FALSE(chain.links[3].in_province);
    EXPECT_FALSE(chain.links[3].stable);
    EXPECT_NEAR(chain.shares.commune, 0.3, 1e-12);
    EXPECT_NEAR(chain.shares.district, 0.3, 1e-12);
    EXPECT_NEAR(chain.shares.province, 0.5, 1e-12);
    EXPECT_NEAR(chain.shares.known, 1, 1e-12);
}

TEST(ValueChain, MeasuresFromTheNearestPlaceOfTheArea) {
    Mill province;
    province.link_all();
    const auto snapshot = province.snapshot();
    const auto found = ask(*snapshot, {.product = "jelly"});
    const auto& links = found.products[0].links;
    EXPECT_EQ(links[0].distance->distance_m, 0) << "the mill stands in it";
    EXPECT_TRUE(links[0].distance->by_outline);
    // 0.15° of longitude at 22.05°N: 103,4xx m a degree.
    EXPECT_NEAR(links[1].distance->distance_m, data::distance_m(Mill::mill_at, {106.2, 22.05}), 5);
    EXPECT_NEAR(links[1].distance->distance_m, 15'480, 30);
    EXPECT_FALSE(links[2].distance->by_outline) << "no outline: the commune that it lies in";
    EXPECT_NEAR(links[2].distance->distance_m, data::distance_m(Mill::mill_at, {106.4, 22.05}), 30);
}

TEST(ValueChain, LeavesOutlinesOfOtherProvenancesOut) {
    Mill province;
    province.link_all();
    auto& mid = *std::ranges::find(province.content.raw_material_areas, "mid", &data::RawMaterialArea::id);
    mid.outline_provenance = Provenance::illustrative;
    const auto snapshot = province.snapshot();
    const auto shown = [&](std::vector<Provenance> provenances) {
        const auto found = ask(*snapshot, {.product = "jelly", .provenances = std::move(provenances)});
        const auto table = table_of(*snapshot, found);
        const auto row = std::ranges::find(table.rows, "raw-material-areas/mid", &data::Row::id);
        return std::pair{found.products[0].links[1].distance->by_outline, data::has_geometry(row->geometry)};
    };
    EXPECT_EQ(shown({}), (std::pair{true, true}));
    EXPECT_EQ(shown({Provenance::reported}), (std::pair{false, false})) << "from the commune that it lies in";
    EXPECT_EQ(shown({Provenance::reported, Provenance::illustrative}), (std::pair{true, true}));
}

TEST(ValueChain, IsStableWhileTheHectaresAreAtMost36MonthsOld) {
    Mill province;
    province.link("l2", "mid", "mill", "jelly");  // hectares of 2022
    const auto snapshot = province.snapshot();
    const auto stable = [&](const char* as_of) {
        return ask(*snapshot, {.product = "jelly", .as_of = day(as_of)}).products[0].stable;
    };
    EXPECT_EQ(stable("2025-12-31"), Provenance::reported);
    EXPECT_EQ(stable("2026-01-01"), std::nullopt);
    EXPECT_EQ(stable("2022-01-01"), Provenance::reported);
    EXPECT_EQ(stable("2021-12-31"), std::nullopt) << "no hectares yet";
}

TEST(ValueChain, ShowsWhatIsIllustrativeApart) {
    Mill province;
    auto& made = province.product("made", province.a, "2024-02-20");
    made.lineage.provenance = Provenance::illustrative;
    province.product("by_made_link", province.a, "2024-02-20").producer = "owner";
    province.product("none", province.a, "2024-02-20");
    province.product("lapsed", province.a, "2020-02-20");
    province.link("l1", "here", "mill", "jelly").lineage.provenance = Provenance::derived;
    province.link("l2", "here", {}, "made");
    province.link("l3", "here", {}, "by_made_link").lineage.provenance = Provenance::illustrative;
    province.link("l4", "here", {}, "lapsed");
    const auto snapshot = province.snapshot();
    const auto found = ask(*snapshot);
    ASSERT_EQ(found.products.size(), 4U) << "those with a rating in force";
    EXPECT_EQ(found.stable_products.all, 4U);
    EXPECT_EQ(found.stable_products.made, 1U);
    EXPECT_EQ(found.stable_products.stable, 1U);
    EXPECT_EQ(found.stable_products.stable_made, 2U);
    EXPECT_DOUBLE_EQ(*found.stable_products.share(), 1.0 / 3);
    EXPECT_DOUBLE_EQ(*found.stable_products.share_with_made(), 3.0 / 4);
    EXPECT_EQ(found.stable_owners.all, 1U);
    EXPECT_EQ(found.stable_owners.stable, 1U);
    const auto only = [&](std::vector<Provenance> provenances) {
        return ask(*snapshot, {.provenances = std::move(provenances)}).stable_products;
    };
    EXPECT_EQ(only({Provenance::reported}).stable, 0U);
    EXPECT_EQ(only({Provenance::derived}).stable, 1U);
    EXPECT_EQ(only({Provenance::illustrative}).stable + only({Provenance::illustrative}).stable_made, 1U);
    EXPECT_FALSE(StableCount{}.share().has_value());
    EXPECT_FALSE(StableCount{}.share_with_made().has_value());
}

TEST(ValueChain, AnIllustrativeAreaMakesTheLinkIllustrative) {
    Mill province;
    province.link("l1", "here", "mill", "jelly");
    province.content.raw_material_areas[0].lineage.provenance = Provenance::illustrative;
    const auto snapshot = province.snapshot();
    EXPECT_EQ(ask(*snapshot).products[0].stable, Provenance::illustrative);
}

TEST(ValueChain, ListsEveryKindOfBreak) {
    Mill province;
    province.product("alone", province.a, "2024-02-20");
    province.product("without_mill", province.a, "2024-02-20");
    auto& dangling = province.product("dangling", province.a, "2024-02-20");
    dangling.producer = "nobody";
    dangling.facility = "nothing";
    province.facility("closed", province.a).validity.to = day("2025-01-01");
    province.area("blank", {province.a}, 2024, 1).figures.clear();
    province.area("somewhere", {}, 2024, 1);
    province.link("ok", "here", "mill", "jelly");
    province.link("no_area", "gone", "mill", "jelly");
    province.link("no_product", "here", "mill", "gone");
    province.link("nowhere", "here", {}, {});
    province.link("no_facility", "blank", "gone", "without_mill");
    province.link("to_dangling", "somewhere", "closed", "dangling");
    const auto snapshot = province.snapshot();
    const auto found = ask(*snapshot);
    EXPECT_THAT(kinds(found),
                UnorderedElementsAre("no-link products/alone", "missing-record products/dangling",
                                     "no-facility products/without_mill", "no-place facilities/closed",
                                     "not-in-force facilities/closed", "no-hectares raw-material-areas/blank",
                                     "no-place raw-material-areas/somewhere", "missing-record supply-links/no_area",
                                     "missing-record supply-links/no_product", "leads-nowhere supply-links/nowhere",
                                     "missing-record supply-links/no_facility"));
    EXPECT_TRUE(std::ranges::is_sorted(
        found.breaks, {}, [](const ChainBreak& each) { return std::tie(each.collection, each.record, each.kind); }));
    const auto one = ask(*snapshot, {.product = "alone"});
    EXPECT_THAT(kinds(one), ElementsAre("no-link products/alone"));
    // A missing area has a part of the raw material, but nobody knows whence.
    EXPECT_DOUBLE_EQ(ask(*snapshot, {.product = "jelly"}).products[0].shares.known, 0.5);
}

TEST(ValueChain, LeadsBackFromAnAreaToFacilitiesAndProducts) {
    Mill province;
    province.link_all();
    province.product("old", {}, "2015-02-20").facility = "mill";  // no rating in force
    province.facility("press", province.b, data::LonLat{106.25, 22.05});
    province.link("l4", "here", "press", {});  // to a facility without products
    province.link("l5", "here", "mill", {});   // to all that the mill makes
    const auto snapshot = province.snapshot();
    const auto found = ask(*snapshot, {.area = "here"});
    ASSERT_EQ(found.products.size(), 2U);
    EXPECT_EQ(found.products[0].product->id, "jelly");
    EXPECT_EQ(found.products[1].product->id, "old");
    EXPECT_EQ(found.products[1].rating, nullptr);
    ASSERT_EQ(found.products[0].links.size(), 2U) << "its own, and that of the mill; not those of other areas";
    EXPECT_DOUBLE_EQ(found.products[0].links[0].part, 0.25) << "of all its raw material, not of this area's alone";
    ASSERT_EQ(found.others.size(), 1U);
    EXPECT_EQ(found.others[0].facility->id, "press");
    const auto table = table_of(*snapshot, found);
    std::vector<std::string> ids;
    for (const auto& row : table.rows)
        ids.push_back(row.id);
    EXPECT_THAT(ids, ElementsAre("products/jelly", "products/old", "producers/owner", "facilities/mill",
                                 "facilities/press", "raw-material-areas/here", "supply-links/l1",
                                 "supply-links/l5/jelly", "supply-links/l5/old", "supply-links/l4"));
}

TEST(ValueChain, RefusesWhatIsNotThere) {
    Mill province;
    const auto snapshot = province.snapshot();
    const auto kind_of = [&](ValueChainQuestion question) {
        try {
            static_cast<void>(value_chain(*snapshot, question));
        } catch (const data::Error& error) {
            return std::pair(error.kind(), error.place().parameter);
        }
        return std::pair(data::ErrorKind::failure, std::string("nothing was thrown"));
    };
    EXPECT_EQ(kind_of({.product = "gone"}), std::pair(data::ErrorKind::not_found, std::string("product")));
    EXPECT_EQ(kind_of({.area = "gone"}), std::pair(data::ErrorKind::not_found, std::string("area")));
    EXPECT_EQ(kind_of({.product = "jelly", .area = "here"}),
              std::pair(data::ErrorKind::bad_value, std::string("area")));
}

TEST(ValueChain, NeedsNoBoundaries) {
    Mill province;
    province.link_all();
    for (auto& unit : province.content.units)
        unit.polygon.clear();
    const auto snapshot = province.snapshot();
    const auto found = ask(*snapshot);
    EXPECT_EQ(found.units_as_of, std::nullopt);
    EXPECT_EQ(found.products[0].links[0].same_commune, std::nullopt);
    EXPECT_TRUE(found.products[0].links[0].stable);
    EXPECT_DOUBLE_EQ(found.products[0].shares.province, 1);
}

TEST(ValueChainTable, OfTheOverviewHasEveryProductAndEveryOtherBrokenRecord) {
    Mill province;
    province.product("alone", province.a, "2024-02-20");
    province.link_all();
    province.link("no_product", "here", "mill", "gone");
    const auto snapshot = province.snapshot();
    const auto table = table_of(*snapshot, ask(*snapshot));
    const auto cell = [&](std::size_t row, const char* column) {
        const auto found = std::ranges::find(table.columns, column, &data::Column::name);
        return data::to_text(table.rows.at(row).values.at(static_cast<std::size_t>(found - table.columns.begin())));
    };
    ASSERT_EQ(table.rows.size(), 3U);
    EXPECT_EQ(cell(0, "id"), "alone");
    EXPECT_THAT(cell(0, "problem"), testing::HasSubstr("no-link"));
    EXPECT_EQ(cell(1, "id"), "jelly");
    EXPECT_EQ(cell(1, "from_commune"), "0.6");
    EXPECT_EQ(cell(1, "part_basis"), "tonnes");
    EXPECT_EQ(cell(1, "areas"), "here;mid;far");
    EXPECT_EQ(cell(1, "stable"), "true");
    EXPECT_EQ(cell(1, "problem"), "");
    EXPECT_EQ(cell(2, "collection"), "supply-links");
    EXPECT_EQ(cell(2, "id"), "no_product");
}

/// The nearest place of any leg, each leg measured.
double brute_force_distance(const data::MultiPolygon& polygons, data::LonLat point) {
    return data::distance_to(data::Geometry{polygons}, point);
}

TEST(AreaDistance, IsThatOfTheNearestLegOfAll) {
    std::mt19937 random(7);
    std::uniform_real_distribution<double> lon(105.5, 107.5);
    std::uniform_real_distribution<double> lat(21.5, 23.5);
    test::SmallProvince province;
    const DeclaredUnits declared(province.content);
    data::RawMaterialArea area;
    area.outline =
        test::draw("R.R..\nRRR..\nR...R", {.origin = {106.0, 22.0}, .cell = 0.13, .owner = {}}).polygons.at('R');
    for (int i = 0; i < 500; ++i) {
        const data::LonLat point{lon(random), lat(random)};
        const auto found = distance_to_area(area, area.outline, declared, point);
        ASSERT_TRUE(found);
        EXPECT_NEAR(found->distance_m, brute_force_distance(area.outline, point), 1e-6);
        EXPECT_NEAR(data::distance_m(found->nearest, point), found->distance_m, 1e-6);
    }
}

TEST(AreaDistance, OfUnknownGroundIsUnknown) {
    test::SmallProvince province;
    const DeclaredUnits declared(province.content);
    data::RawMaterialArea area;
    EXPECT_FALSE(distance_to_area(area, area.outline, declared, {106, 22}));
    area.place = {province.c, data::UnitKey{"999", day("2020-01-01")}};
    EXPECT_FALSE(distance_to_area(area, area.outline, declared, {106, 22})) << "the unknown one may be the nearer";
}

TEST(SampleValueChain, HasTheStableChainsThatItsTablesHave) {
    const auto found = ask(*test::sample_snapshot());
    EXPECT_EQ(found.stable_products.all, 144U);
    EXPECT_EQ(found.stable_products.made, 108U);
    // Three teas of Phja Đén (2024), the sugar of Bó Tờ (2023), the rice of Bảo Lạc (2022).
    EXPECT_EQ(found.stable_products.stable, 5U);
    EXPECT_EQ(found.stable_products.stable_made, 4U);
    EXPECT_EQ(found.stable_owners.all, 91U);
    EXPECT_EQ(found.stable_owners.stable, 2U);
    EXPECT_EQ(found.stable_owners.stable_made, 4U);
    const auto without_link = std::ranges::count(found.breaks, std::string("no-link"), &ChainBreak::kind);
    EXPECT_EQ(without_link, 108);
    for (const ChainBreak& each : found.breaks)
        EXPECT_NE(each.kind, "missing-record") << each.record;
}

TEST(SampleValueChain, MeasuresAsTheNationalGridDoes) {
    // In VN-2000 zone 105°45′ (EPSG:9210, scale 0.9999), by ogrinfo: 19,279.31 m.
    const auto found = ask(*test::sample_snapshot(), {.product = "mh_fourth_round_11"});
    const ChainLink& link = found.products.at(0).links.at(0);
    EXPECT_EQ(link.area->id, "dong_rieng_nguyen_binh");
    EXPECT_NEAR(link.distance->distance_m, 19'279.31 / 0.9999, 0.5);
    EXPECT_EQ(found.products[0].basis, PartBasis::share);
    EXPECT_DOUBLE_EQ(found.products[0].shares.district, 0.9);
}

TEST(SampleValueChain, NeverCountsMadeLinksAmongThoseOfSources) {
    const auto found = ask(*test::sample_snapshot(), {.provenances = {Provenance::reported, Provenance::derived}});
    EXPECT_EQ(found.stable_products.stable, 5U);
    EXPECT_EQ(found.stable_products.stable_made, 0U);
    for (const ProductChain& chain : found.products) {
        for (const ChainLink& each : chain.links)
            EXPECT_NE(each.provenance, Provenance::illustrative) << each.link->id;
    }
}

}  // namespace
}  // namespace sanvat::analysis::value_chain_test
