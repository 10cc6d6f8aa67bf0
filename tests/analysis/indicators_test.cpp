// SPDX-License-Identifier: Apache-2.0
#include "analysis/indicators.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>

#include "tests/support/sample_province.hpp"
#include "tests/support/small_province.hpp"

namespace sanvat::analysis::indicators_test {
namespace {

using data::FigureRole;
using test::day;

/// The row of an indicator as texts by column; empty texts are null.
std::map<std::string, std::string> row(const Indicators& indicators, const std::string& id) {
    std::map<std::string, std::string> texts;
    for (const data::Row& each : indicators.table.rows) {
        if (data::to_text(each.values[0]) != id) continue;
        for (std::size_t i = 0; i < each.values.size(); ++i)
            texts[indicators.table.columns[i].name] = data::to_text(each.values[i]);
    }
    EXPECT_FALSE(texts.empty()) << id;
    return texts;
}

Indicators measured(const Snapshot& snapshot, const char* as_of = "2025-07-01", Filter filter = {}) {
    return measure_indicators(snapshot, {.as_of = day(as_of), .filter = std::move(filter)});
}

/// Two cooperatives, an enterprise that is made up, and a household; four products rated in 2024, one that lapsed.
struct Programme : test::SmallProvince {
    Programme() {
        owner("coop_a", data::ProducerKind::cooperative);
        owner("coop_b", data::ProducerKind::cooperative);
        owner("firm", data::ProducerKind::enterprise).lineage.provenance = data::Provenance::illustrative;
        owner("family", data::ProducerKind::household);
        owner("idle", data::ProducerKind::cooperative);
        product("p1", a, "2024-01-01", 3).producer = "coop_a";
        product("p2", a, "2024-01-01", 4).producer = "coop_a";
        product("p3", b, "2024-01-01", 4).producer = "coop_b";
        product("p4", b, "2024-01-01", 5).producer = "firm";
        auto& lapsed = product("p5", b, "2022-01-01", 3);
        lapsed.producer = "family";
    }

    data::Producer& owner(std::string id, data::ProducerKind kind) {
        data::Producer made;
        made.id = std::move(id);
        made.name = made.id;
        made.kind = kind;
        made.lineage = reported;
        return content.producers.emplace_back(made);
    }

    data::SupplyLink& link(const std::string& area, const std::string& to) {
        data::SupplyLink made;
        made.id = area + "-" + to;
        made.area = area;
        made.product = to;
        made.lineage = reported;
        return content.supply_links.emplace_back(made);
    }
};

TEST(Indicators, CountProductsByStarsAndTellProvenancesApart) {
    Programme programme;
    programme.content.products[1].ratings[0].provenance = data::Provenance::derived;
    programme.content.products[3].lineage.provenance = data::Provenance::illustrative;
    const Indicators found = measured(*programme.snapshot());
    EXPECT_EQ(found.as_of, day("2025-07-01"));
    const auto products = row(found, "products");
    EXPECT_EQ(products.at("figure"), "4");
    EXPECT_EQ(products.at("counted_reported"), "3");
    EXPECT_EQ(products.at("counted_derived"), "0") << "a reported product whose rating is derived stays reported";
    EXPECT_EQ(products.at("counted_illustrative"), "1");
    EXPECT_EQ(products.at("whole"), "") << "a count is of no whole";
    EXPECT_EQ(row(found, "products_3").at("figure"), "1");
    EXPECT_EQ(row(found, "products_4").at("figure"), "2");
    EXPECT_EQ(row(found, "products_5").at("figure"), "1");
    const auto kept = row(found, "products_kept_share");
    EXPECT_EQ(kept.at("figure"), "80");
    EXPECT_EQ(kept.at("counted"), "4");
    EXPECT_EQ(kept.at("whole"), "5");
}

TEST(Indicators, SharesAreOfOwnersOfRatedProducts) {
    Programme programme;
    const auto snapshot = programme.snapshot();
    const Indicators found = measured(*snapshot);
    const auto cooperatives = row(found, "owners_cooperative_share");
    EXPECT_EQ(cooperatives.at("figure"), "66.7");
    EXPECT_EQ(cooperatives.at("counted"), "2");
    EXPECT_EQ(cooperatives.at("whole"), "3");
    EXPECT_EQ(cooperatives.at("whole_illustrative"), "1");
    EXPECT_EQ(row(found, "owners_enterprise_share").at("counted_illustrative"), "1");
    EXPECT_EQ(row(found, "owners").at("figure"), "3");
    Filter reported;
    reported.add(parse_provenance_condition("reported"));
    EXPECT_EQ(row(measured(*snapshot, "2025-07-01", reported), "owners_cooperative_share").at("figure"), "100");
    EXPECT_EQ(row(measured(*snapshot, "2020-01-01"), "owners_cooperative_share").at("figure"), "")
        << "of no owners there is no share";
}

TEST(Indicators, AStableLinkIsToYoungHectaresInTheProvince) {
    Programme programme;
    programme.area("young", {programme.a}, 2022, 5);
    programme.area("old", {programme.a}, 2021, 5);
    programme.area("abroad", {data::UnitKey{"99", day("2020-03-01")}}, 2024, 5);
    programme.area("unmeasured", {programme.a}, 2024, 5).figures.clear();
    programme.link("young", "p1");
    programme.link("old", "p3");
    programme.link("abroad", "p4");
    programme.link("unmeasured", "p3");
    programme.link("nowhere", "p3");
    const auto share = [&](const char* as_of) {
        return row(measured(*programme.snapshot(), as_of), "owners_value_chain_share");
    };
    EXPECT_EQ(share("2024-12-31").at("counted"), "2") << "both are young enough";
    EXPECT_EQ(share("2025-01-01").at("counted"), "1") << "the year 2021 ended more than 36 months ago";
    EXPECT_EQ(share("2025-07-01").at("figure"), "33.3");
    EXPECT_EQ(share("2025-07-01").at("counted_reported"), "1");
    std::ranges::find(programme.content.supply_links, "young-p1", &data::SupplyLink::id)->lineage.provenance =
        data::Provenance::illustrative;
    EXPECT_EQ(share("2025-07-01").at("counted_reported"), "0");
    EXPECT_EQ(share("2025-07-01").at("counted_illustrative"), "1");
}

TEST(Indicators, SetBesideThemWhatWasWantedAndPublishedByThen) {
    Programme programme;
    programme.content.indicator_figures = {{"products_4", FigureRole::target, 10, "about 10", "2025", "the plan"},
                                           {"products_4", FigureRole::published, 9, "", "2023-10", "a newspaper"},
                                           {"products_4", FigureRole::published, 13, "", "2023-12", "another"},
                                           {"happiness", FigureRole::target, 100, "", "2030", "the plan"}};
    const auto snapshot = programme.snapshot();
    const auto now = row(measured(*snapshot), "products_4");
    EXPECT_EQ(now.at("target"), "10");
    EXPECT_EQ(now.at("target_wording"), "about 10");
    EXPECT_EQ(now.at("target_by"), "2025");
    EXPECT_EQ(now.at("published"), "13");
    EXPECT_EQ(now.at("published_on"), "2023-12");
    EXPECT_EQ(now.at("published_source"), "another");
    EXPECT_EQ(row(measured(*snapshot, "2023-11-30"), "products_4").at("published"), "9");
    EXPECT_EQ(row(measured(*snapshot, "2023-09-30"), "products_4").at("published"), "");
    EXPECT_EQ(row(measured(*snapshot), "happiness").at("target"), "100");
    EXPECT_EQ(row(measured(*snapshot), "happiness").at("figure"), "");
    EXPECT_EQ(row(measured(*snapshot), "happiness").at("counted"), "");
}

TEST(Indicators, OfTheSampleFitWhatWasPublished) {
    const auto& snapshot = test::sample_snapshot();
    for (const char* as_of : {"2021-12-31", "2023-10-31", "2023-12-31", "2025-07-01"}) {
        const Indicators found = measured(*snapshot, as_of);
        for (const char* id : {"products", "products_4"}) {
            const auto figures = row(found, id);
            EXPECT_EQ(figures.at("figure"), figures.at("published")) << id << " " << as_of;
        }
    }
    const Indicators spring = measured(*snapshot, "2023-02-20");
    EXPECT_EQ(row(spring, "products").at("figure"), "97");
    EXPECT_EQ(row(spring, "owners").at("figure"), "67");
    EXPECT_EQ(row(spring, "owners_cooperative_share").at("counted"), "22");
    EXPECT_EQ(row(spring, "owners_cooperative_share").at("published"), "32.8");
    EXPECT_EQ(row(spring, "owners_cooperative_share").at("figure"), "32.8");
    EXPECT_EQ(row(spring, "owners_enterprise_share").at("counted"), "14");
    const Indicators now = measured(*snapshot);
    EXPECT_EQ(row(now, "products").at("target"), "150");
    EXPECT_EQ(row(now, "products_5").at("figure"), "0");
    // Counted in the store by SQL: owners of a rated product linked to an area with hectares of 2022 or later.
    EXPECT_EQ(row(now, "owners_value_chain_share").at("counted"), "6");
    // 144 of all that were ever rated: 14 of round 1 lapsed.
    EXPECT_EQ(row(now, "products_kept_share").at("counted"), "144");
    EXPECT_EQ(row(now, "products_kept_share").at("whole"), "158");
}

}  // namespace
}  // namespace sanvat::analysis::indicators_test
