// SPDX-License-Identifier: Apache-2.0
#include "tiler/legend.hpp"

#include <gtest/gtest.h>

#include <future>
#include <nlohmann/json.hpp>

#include "data/error.hpp"
#include "tests/tiler/mapped_province.hpp"
#include "tests/tiler/picture.hpp"
#include "tiler/legend_words.hpp"
#include "tiler/tile_service.hpp"

namespace sanvat::tiler::legend_test {
namespace {

using Json = nlohmann::json;

TileService& service() {
    static TileService instance;
    return instance;
}

LegendRequest overview() {
    LegendRequest request;
    request.name = "overview";
    return request;
}

std::map<std::string, Json> rows(const LegendRequest& request) {
    std::map<std::string, Json> result;
    const auto json = Json::parse(service().legend_json(test::mapped_snapshot(), request));
    for (const auto& layer : json.at("layers"))
        result[layer.at("id")] = layer;
    return result;
}

Json counts(int reported, int derived, int illustrative) {
    return {{"total", reported + derived + illustrative},
            {"reported", reported},
            {"derived", derived},
            {"illustrative", illustrative}};
}

std::set<std::string> keys(const Json& object) {
    std::set<std::string> result;
    for (const auto& [key, value] : object.items())
        result.insert(key);
    return result;
}

TEST(Legend, HasExactlyTheAgreedKeys) {
    const auto json = Json::parse(service().legend_json(test::mapped_snapshot(), overview()));
    EXPECT_EQ(keys(json), (std::set<std::string>{"style", "as_of", "units_as_of", "layers"}));
    EXPECT_EQ(json.at("style"), "overview");
    EXPECT_EQ(json.at("as_of"), "2025-07-01");
    EXPECT_EQ(json.at("units_as_of"), "2025-07-01");
    EXPECT_EQ(json.at("layers").size(), 14u);
    for (const auto& layer : json.at("layers")) {
        std::set<std::string> agreed{"id", "collection", "title", "visible", "geometry", "symbol", "counts"};
        if (layer.at("id") == "craft-villages") agreed.insert("entries");
        EXPECT_EQ(keys(layer), agreed);
        EXPECT_EQ(keys(layer.at("title")), (std::set<std::string>{"vi", "en"}));
        EXPECT_EQ(keys(layer.at("symbol")), (std::set<std::string>{"shape", "fill", "stroke", "size"}));
        EXPECT_TRUE(layer.at("visible").is_boolean());
        EXPECT_TRUE(parse_shape(layer.at("symbol").at("shape").get<std::string>()));
        EXPECT_TRUE(parse_colour(layer.at("symbol").at("fill").get<std::string>()));
        EXPECT_TRUE(parse_colour(layer.at("symbol").at("stroke").get<std::string>()));
        EXPECT_GE(layer.at("symbol").at("size").get<double>(), 0);
    }
}

TEST(Legend, UnitsOfAMapWithoutGroundAreNotFilled) {
    LegendRequest request = overview();
    for (const auto& [style, filled] : {std::pair("overview", true), {"labels", false}}) {
        request.name = style;
        const Json json = Json::parse(service().legend_json(test::mapped_snapshot(), request));
        for (const Json& layer : json.at("layers")) {
            const bool units = layer.at("id") == "communes" || layer.at("id") == "districts";
            EXPECT_EQ(layer.at("symbol").at("fill").is_string(), filled || !units) << style << layer;
        }
    }
}

TEST(Legend, CountsWhatIsInForce) {
    const auto now = rows(overview());
    EXPECT_EQ(now.at("communes").at("counts"), counts(3, 0, 0));
    EXPECT_EQ(now.at("districts").at("counts"), counts(2, 0, 0));
    EXPECT_EQ(now.at("agro-processing").at("counts"), counts(1, 0, 1));
    EXPECT_EQ(now.at("cooperatives").at("counts"), counts(1, 0, 0));
    EXPECT_EQ(now.at("craft-villages").at("counts"), counts(2, 0, 0));
    EXPECT_EQ(now.at("products-3").at("counts"), counts(1, 0, 0));
    EXPECT_EQ(now.at("products-4").at("counts"), counts(1, 0, 0));
    EXPECT_EQ(now.at("products-5").at("counts"), counts(0, 0, 0));
    auto earlier = overview();
    earlier.as_of = test::day("2023-06-01");
    EXPECT_EQ(rows(earlier).at("agro-processing").at("counts"), counts(0, 0, 1));
    auto later = overview();
    later.as_of = test::day("2026-02-20");
    EXPECT_EQ(rows(later).at("products-3").at("counts"), counts(0, 0, 0));
}

TEST(Legend, AFilterCountsToo) {
    auto request = overview();
    request.filter.add(analysis::parse_provenance_condition("illustrative"));
    const auto filtered = rows(request);
    EXPECT_EQ(filtered.at("agro-processing").at("counts"), counts(0, 0, 1));
    EXPECT_EQ(filtered.at("craft-villages").at("counts"), counts(0, 0, 0));
    EXPECT_EQ(filtered.at("communes").at("counts"), counts(3, 0, 0));
}

TEST(Legend, BoundariesThatNeverWereHaveNoDate) {
    data::Register content;
    content.title = "Nowhere";
    const auto snapshot = analysis::Snapshot::make(content, test::day("2025-07-01"));
    EXPECT_TRUE(Json::parse(service().legend_json(snapshot, overview())).at("units_as_of").is_null());
}

Image picture(const LegendRequest& request) {
    std::promise<TileResult> promise;
    EXPECT_TRUE(service().render_legend(test::mapped_snapshot(), request,
                                        [&](TileResult result) { promise.set_value(std::move(result)); }));
    auto result = promise.get_future().get();
    if (const auto* error = std::get_if<std::exception_ptr>(&result)) std::rethrow_exception(*error);
    return test::read_png(*std::get<Tile>(result).bytes);
}

TEST(Legend, IsAPictureWithTheSymbolsOfTheMap) {
    const auto image = picture(overview());
    EXPECT_GT(image.height, 14 * 20);
    std::size_t craft = 0;
    for (int y = 0; y < image.height; ++y) {
        for (int x = 0; x < 60; ++x) {
            if (test::difference(test::colour_at(image, x, y), {0xb4, 0x23, 0x2a}) < 20) ++craft;
        }
    }
    EXPECT_GT(craft, 30u);
}

/// The small province with a crop that has an outline, one that has none, and a tour route without a line.
std::shared_ptr<const analysis::Snapshot> half_mapped() {
    auto province = test::mapped_province();
    auto& pears = province.area("pears", {province.a}, 2024, 20);
    pears.crop = "le";
    pears.crop_name = "lê";
    data::TourRoute route = province.content.tour_routes.front();
    route.id = "west";
    route.name = "Tuyến phía Tây";
    route.line = {};
    province.content.tour_routes.push_back(route);
    return province.snapshot();
}

TEST(Legend, TellsWhichOfItsEntriesTheMapDoesNotShow) {
    const auto placed = [](const std::string& style, const std::string& layer) {
        LegendRequest request;
        request.name = style;
        std::map<std::string, std::size_t> result;
        const auto json = Json::parse(service().legend_json(half_mapped(), request));
        for (const auto& row : json.at("layers")) {
            if (row.at("id") != layer) continue;
            for (const auto& entry : row.at("entries")) {
                EXPECT_EQ(entry.at("counts").at("total"), 1);
                result[entry.at("title").at("vi")] = entry.at("placed");
            }
        }
        return result;
    };
    using Entries = std::map<std::string, std::size_t>;
    EXPECT_EQ(placed("tour", "routes"), (Entries{{"Tuyến phía Đông", 1}, {"Tuyến phía Tây", 0}}));
    const Entries crops = placed("raw-material", "crops");
    EXPECT_EQ(crops.size(), 2u);
    EXPECT_EQ(crops.at("lê"), 0u);
}

TEST(Legend, HasNoSymbolForWhatTheMapDoesNotShow) {
    const LegendWords words("vi");
    EXPECT_EQ(words.numbers({.total = 2, .reported = 2, .placed = 0}), "2, không có trên bản đồ");
    EXPECT_EQ(words.numbers({.total = 2, .reported = 2, .placed = 1}), "2");
    EXPECT_EQ(words.numbers({}), "0") << "none is no news of the map";
    const auto coloured = [](const std::shared_ptr<const analysis::Snapshot>& snapshot) {
        LegendRequest request;
        request.name = "tour";
        std::promise<TileResult> promise;
        EXPECT_TRUE(service().render_legend(snapshot, request,
                                            [&](TileResult result) { promise.set_value(std::move(result)); }));
        const auto image = test::read_png(*std::get<Tile>(promise.get_future().get()).bytes);
        std::size_t count = 0;
        for (int y = 0; y < image.height; ++y) {
            if (test::difference(test::colour_at(image, 20, y), {255, 255, 255}) > 60) ++count;
        }
        return count;
    };
    EXPECT_GT(coloured(test::mapped_snapshot()), 0u);
    EXPECT_EQ(coloured(half_mapped()), coloured(test::mapped_snapshot())) << "one more row, no more symbols";
}

TEST(Legend, IsOfAnotherContentWhereOtherRecordsHaveAPlace) {
    const MapStyle style;
    const ThemeLayer layer;
    Legend legend{&style, "Cao Bằng", {}, {}, {}};
    legend.rows.resize(1);
    LegendRow& row = legend.rows.front();
    row.layer = &layer;
    row.counts = {.total = 2, .reported = 1, .illustrative = 1, .placed = 1};
    row.drawn = {true, false, false};
    const std::string content = legend_content(legend);
    EXPECT_EQ(legend_content(legend), content);
    row.drawn = {false, false, true};
    EXPECT_NE(legend_content(legend), content);
    row.drawn = {};
    row.counts.placed = 0;
    EXPECT_NE(legend_content(legend), content);
}

TEST(Legend, SpeaksTwoLanguagesAndScales) {
    auto english = overview();
    english.language = "en";
    EXPECT_GT(test::differing(picture(overview()), picture(english), 60), 100u);
    auto large = overview();
    large.scale = 2;
    EXPECT_EQ(picture(large).width, 2 * picture(overview()).width);
}

TEST(Legend, RefusesWhatThereIsNot) {
    const auto named = [](const LegendRequest& request) {
        try {
            static_cast<void>(service().legend_json(test::mapped_snapshot(), request));
        } catch (const data::Error& error) {
            return error.place().parameter;
        }
        return std::string();
    };
    auto request = overview();
    request.language = "fr";
    EXPECT_EQ(named(request), "lang");
    request = overview();
    request.scale = 9;
    EXPECT_EQ(named(request), "scale");
    request = overview();
    request.name = "production";
    EXPECT_EQ(named(request), "name");
    request.name = "nonsense";
    EXPECT_EQ(named(request), "name");
}

}  // namespace
}  // namespace sanvat::tiler::legend_test
