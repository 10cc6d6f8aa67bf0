// SPDX-License-Identifier: Apache-2.0
#include "tiler/tile_service.hpp"

#include <gtest/gtest.h>

#include <array>
#include <future>
#include <memory>
#include <set>
#include <string>

#include "data/error.hpp"
#include "tests/tiler/mapped_province.hpp"
#include "tests/tiler/mvt_reader.hpp"
#include "tests/tiler/picture.hpp"

namespace sanvat::tiler::tile_service_test {
namespace {

TileServiceOptions one_thread(std::size_t queue = 64) {
    TileServiceOptions options;
    options.threads = 1;
    options.queue = queue;
    return options;
}

TileRequest raster(TileId tile = TileId::at({106.3, 22.1}, 9)) {
    TileRequest request;
    request.name = "overview";
    request.tile = tile;
    return request;
}

TileRequest vector(TileId tile = TileId::at({106.3, 22.1}, 9)) {
    TileRequest request = raster(tile);
    request.name = "production";
    request.format = TileFormat::mvt;
    return request;
}

Tile get(TileService& service, const TileService::SnapshotPtr& snapshot, const TileRequest& request) {
    std::promise<TileResult> promise;
    EXPECT_TRUE(service.render(snapshot, request, [&](TileResult result) { promise.set_value(std::move(result)); }));
    auto result = promise.get_future().get();
    if (const auto* error = std::get_if<std::exception_ptr>(&result)) std::rethrow_exception(*error);
    return std::get<Tile>(result);
}

/// The only thread of a service is done with what it was given when it gets to another tile.
void finish_neighbours(TileService& service, const TileService::SnapshotPtr& snapshot) {
    static_cast<void>(get(service, snapshot, vector(*TileId::make(0, 0, 0))));
}

/// Holds up the only thread of a service until it is released.
class Obstacle {
public:
    Obstacle(TileService& service, const TileService::SnapshotPtr& snapshot) {
        auto request = vector(*TileId::make(0, 0, 0));
        EXPECT_TRUE(service.render(snapshot, request, [this](const TileResult&) {
            begun_.set_value();
            release_.get_future().wait();
        }));
        begun_.get_future().wait();
    }
    void release() { release_.set_value(); }

private:
    std::promise<void> begun_;
    std::promise<void> release_;
};

TEST(TileService, RendersOnceAndRemembers) {
    TileService service(one_thread());
    const auto snapshot = test::mapped_snapshot();
    EXPECT_FALSE(service.cached(snapshot, raster()));
    const auto tile = get(service, snapshot, raster());
    EXPECT_EQ(tile.media_type, "image/png");
    EXPECT_EQ(test::read_png(*tile.bytes).width, 256);
    const auto again = service.cached(snapshot, raster());
    ASSERT_TRUE(again);
    EXPECT_EQ(again->bytes, tile.bytes);
    EXPECT_EQ(again->etag, tile.etag);
    EXPECT_EQ(get(service, snapshot, raster()).bytes, tile.bytes) << "the very same, not one more";
}

TEST(TileService, ScalesAndFormatsAreWhatTheySay) {
    TileService service(one_thread());
    const auto snapshot = test::mapped_snapshot();
    auto request = raster();
    request.scale = 2;
    EXPECT_EQ(test::read_png(*get(service, snapshot, request).bytes).width, 512);
    request.format = TileFormat::png32;
    EXPECT_GT(test::colours(test::read_png(*get(service, snapshot, request).bytes)), 256u);
    request.format = TileFormat::webp;
    const auto webp = get(service, snapshot, request);
    EXPECT_EQ(webp.media_type, "image/webp");
    EXPECT_EQ(webp.bytes->substr(8, 4), "WEBP");
}

TEST(TileService, NeighboursOfARenderedTileAreThereToo) {
    TileService service(one_thread());
    const auto snapshot = test::mapped_snapshot();
    static_cast<void>(get(service, snapshot, raster(*TileId::make(9, 404, 220))));
    finish_neighbours(service, snapshot);
    for (int i = 0; i < 16; ++i)
        EXPECT_TRUE(service.cached(snapshot, raster(*TileId::make(9, 404 + i % 4, 220 + i / 4)))) << i;
    EXPECT_FALSE(service.cached(snapshot, raster(*TileId::make(9, 408, 220))));
}

TEST(TileService, VectorTilesHoldTheRecords) {
    TileService service(one_thread());
    const auto tile = get(service, test::mapped_snapshot(), vector(TileId::at({106.3, 22.1}, 8)));
    EXPECT_EQ(tile.media_type, "application/vnd.mapbox-vector-tile");
    EXPECT_TRUE(test::read_mvt(*tile.bytes).at("facilities").find("mill"));
    const auto empty = get(service, test::mapped_snapshot(), vector(*TileId::make(8, 0, 0)));
    EXPECT_TRUE(empty.bytes->empty());
}

TEST(TileService, AnEditElsewhereKeepsATilesTag) {
    TileService service(one_thread());
    auto province = test::mapped_province();
    const auto far = TileId::at({106.05, 22.05}, 14);
    const auto near = TileId::at({106.45, 22.05}, 14);
    const auto before = province.snapshot();
    const auto far_tag = get(service, before, raster(far)).etag;
    const auto near_tag = get(service, before, raster(near)).etag;
    const auto far_vector = get(service, before, vector(far)).etag;
    for (auto& facility : province.content.facilities) {
        if (facility.id == "coop") facility.kind = data::FacilityKind::forest_processing;
    }
    const auto after = province.snapshot();
    EXPECT_NE(before->content_hash(), after->content_hash());
    EXPECT_EQ(get(service, after, raster(far)).etag, far_tag);
    EXPECT_EQ(get(service, after, vector(far)).etag, far_vector);
    EXPECT_NE(get(service, after, raster(near)).etag, near_tag);
}

/// The parameter by which the service refuses a title.
std::string refusal(TileService& service, const std::string& title) {
    SheetRequest request;
    request.name = "overview";
    request.title = title;
    try {
        static_cast<void>(service.sheet_etag(test::mapped_snapshot(), request));
    } catch (const data::Error& error) {
        return error.place().parameter + " " + error.problem();
    }
    return {};
}

TEST(TileService, TitlesThatTheFontCannotPrintAreRefused) {
    TileService service(one_thread());
    EXPECT_EQ(refusal(service, "Đường phên, nghề rèn Phúc Sen – thạch đen Thạch An 2025"), "");
    EXPECT_EQ(refusal(service, "Tha\u0323ch \u0110en"), "") << "decomposed";
    EXPECT_EQ(refusal(service, ""), "") << "none is wanted";
    EXPECT_TRUE(refusal(service, "Cao Bằng 高平").starts_with("title holds \"高\", which the font Noto Sans Bold"))
        << refusal(service, "Cao Bằng 高平");
    EXPECT_TRUE(refusal(service, "Chợ 🐃 Trùng Khánh").starts_with("title holds \"🐃\""));
}

/// Gives the size.
std::size_t get_glyphs(TileService& service, const std::string& font, int first) {
    std::promise<TileResult> promise;
    EXPECT_TRUE(service.render_glyphs(font, first, [&](TileResult result) { promise.set_value(std::move(result)); }));
    return std::get<Tile>(promise.get_future().get()).bytes->size();
}

TEST(TileService, GlyphsAreMadeOnceForAllWhoWait) {
    TileService service(one_thread());
    const auto snapshot = test::mapped_snapshot();
    Obstacle obstacle(service, snapshot);
    std::array<std::promise<TileResult>, 3> promises;
    for (auto& promise : promises)
        EXPECT_TRUE(service.render_glyphs("Noto Sans Bold", 256,
                                          [&promise](TileResult result) { promise.set_value(std::move(result)); }));
    EXPECT_EQ(service.figures().waiting, 1u);
    obstacle.release();
    std::set<std::shared_ptr<const std::string>> bytes;
    for (auto& promise : promises)
        bytes.insert(std::get<Tile>(promise.get_future().get()).bytes);
    EXPECT_EQ(bytes.size(), 1u) << "the very same";
    const auto renderings = service.figures().renderings;
    static_cast<void>(get_glyphs(service, "Noto Sans Bold", 256));
    EXPECT_EQ(service.figures().renderings, renderings) << "kept";
}

TEST(TileService, GlyphsDriveOutNoTiles) {
    TileServiceOptions options = one_thread();
    options.cache_bytes = 640u << 10u;
    TileService service(options);
    const auto snapshot = test::mapped_snapshot();
    static_cast<void>(get(service, snapshot, vector()));
    std::size_t all = 0;
    for (const std::string font : {"Noto Sans Regular", "Noto Sans Bold", "Noto Sans Italic"}) {
        for (const int first : {0, 256, 512, 768, 1024, 7424, 7680, 7936})
            all += get_glyphs(service, font, first);
    }
    EXPECT_GT(all, options.cache_bytes);
    EXPECT_TRUE(service.cached(snapshot, vector()));
}

TEST(TileService, LayersDatesAndFiltersMakeDifferentTiles) {
    TileService service(one_thread());
    const auto snapshot = test::mapped_snapshot();
    std::set<std::string> tags;
    auto request = raster(TileId::at({106.05, 22.05}, 12));
    tags.insert(get(service, snapshot, request).etag);
    request.layers = {"communes"};
    tags.insert(get(service, snapshot, request).etag);
    request.layers = {"communes", "agro-processing"};
    tags.insert(get(service, snapshot, request).etag);
    const auto both = get(service, snapshot, request).etag;
    request.layers = {"agro-processing", "communes", "communes"};
    EXPECT_EQ(get(service, snapshot, request).etag, both);
    request.as_of = test::day("2023-06-01");  // the mill was not there yet
    EXPECT_NE(get(service, snapshot, request).etag, both);
    request.as_of.reset();
    request.filter.add(analysis::parse_provenance_condition("illustrative"));
    EXPECT_NE(get(service, snapshot, request).etag, both);
    EXPECT_EQ(tags.size(), 3u);
}

TEST(TileService, ManyWhoWantOneMetatileAreServedByOneRendering) {
    TileService service(one_thread(1));  // a second rendering would not find room
    const auto snapshot = test::mapped_snapshot();
    Obstacle obstacle(service, snapshot);
    std::vector<std::future<TileResult>> results;
    for (int i = 0; i < 40; ++i) {
        auto promise = std::make_shared<std::promise<TileResult>>();
        results.push_back(promise->get_future());
        const TileId tile = *TileId::make(9, 404 + i % 4, 220 + i / 4 % 4);
        EXPECT_TRUE(
            service.render(snapshot, raster(tile), [promise](TileResult r) { promise->set_value(std::move(r)); }));
    }
    EXPECT_FALSE(service.render(snapshot, raster(*TileId::make(9, 408, 220)), [](const TileResult&) {}));
    obstacle.release();
    for (auto& result : results)
        EXPECT_TRUE(std::holds_alternative<Tile>(result.get()));
}

TEST(TileService, AFullQueueIsToldAtOnce) {
    TileService service(one_thread(1));
    const auto snapshot = test::mapped_snapshot();
    Obstacle obstacle(service, snapshot);
    std::promise<void> accepted;
    EXPECT_TRUE(
        service.render(snapshot, raster(*TileId::make(9, 404, 220)), [&](const TileResult&) { accepted.set_value(); }));
    EXPECT_FALSE(
        service.render(snapshot, raster(*TileId::make(9, 0, 0)), [](const TileResult&) { FAIL() << "was refused"; }));
    obstacle.release();
    accepted.get_future().wait();
    EXPECT_FALSE(get(service, snapshot, raster(*TileId::make(9, 0, 0))).bytes->empty());
}

TEST(TileService, GoesOnlyWhenAllHaveBeenServed) {
    int served = 0;
    {
        TileService service(one_thread());
        const auto snapshot = test::mapped_snapshot();
        for (int x = 0; x < 10; ++x) {
            EXPECT_TRUE(
                service.render(snapshot, vector(*TileId::make(9, 400 + x, 221)), [&](const TileResult&) { ++served; }));
        }
    }
    EXPECT_EQ(served, 10);
}

TEST(TileService, TheCacheKeepsItsBound) {
    auto options = one_thread();
    options.cache_bytes = 8'000;  // room for 32 entries would take more without a byte of picture
    TileService service(options);
    const auto snapshot = test::mapped_snapshot();
    for (int x : {808, 816})
        static_cast<void>(get(service, snapshot, raster(*TileId::make(10, x, 444))));
    finish_neighbours(service, snapshot);
    std::size_t kept = 0;
    std::size_t bytes = 0;
    for (int i = 0; i < 32; ++i) {
        const TileId tile = *TileId::make(10, (i < 16 ? 808 : 816) + i % 4, 444 + i / 4 % 4);
        if (const auto found = service.cached(snapshot, raster(tile))) {
            ++kept;
            bytes += found->bytes->size();
        }
    }
    EXPECT_GT(kept, 0u);
    EXPECT_LT(kept, 32u);
    EXPECT_LE(bytes, 8'000u);
}

/// Kind of error and parameter it names.
std::pair<data::ErrorKind, std::string> refusal(const TileRequest& request) {
    static TileService service(one_thread());
    try {
        static_cast<void>(service.cached(test::mapped_snapshot(), request));
    } catch (const data::Error& error) {
        EXPECT_FALSE(error.remedy().empty());
        EXPECT_THROW(static_cast<void>(service.render(test::mapped_snapshot(), request, [](const TileResult&) {})),
                     data::Error);
        return {error.kind(), error.place().parameter};
    }
    return {};
}

TEST(TileService, RefusesWhatThereIsNotNamingTheParameter) {
    using enum data::ErrorKind;
    auto request = raster();
    request.name = "nonsense";
    EXPECT_EQ(refusal(request), std::pair(not_found, std::string("name")));
    request = raster();
    request.format = TileFormat::mvt;
    EXPECT_EQ(refusal(request), std::pair(not_found, std::string("format")));
    request = vector();
    request.format = TileFormat::png8;
    EXPECT_EQ(refusal(request), std::pair(not_found, std::string("format")));
    request = raster();
    request.layers = {"communes", "rivers"};
    EXPECT_EQ(refusal(request), std::pair(bad_value, std::string("layers")));
    request = vector();
    request.layers = {"roads"};
    EXPECT_EQ(refusal(request), std::pair(bad_value, std::string("layers")));
    for (const int scale : {0, -1, 3, 100}) {
        request = raster();
        request.scale = scale;
        EXPECT_EQ(refusal(request), std::pair(bad_value, std::string("scale"))) << scale;
    }
    request = vector();
    request.scale = 2;
    EXPECT_EQ(refusal(request), std::pair(bad_value, std::string("scale")));
}

TEST(TileService, SaysWhatItHas) {
    TileService service(one_thread());
    EXPECT_EQ(service.styles(), (std::vector<std::string>{"choropleth", "density", "facilities", "labels", "overview",
                                                          "products", "raw-material", "tour"}));
}

TEST(TileService, DrawsBesideTheStoresThatHaveNoBoundaries) {
    TileService service(one_thread());
    data::Register content;
    content.places = {{"p", "Phục Hòa", "town", {106.5, 22.1}, {}}};
    const auto snapshot = analysis::Snapshot::make(content, test::day("2025-07-01"));
    EXPECT_GT(test::colours(test::read_png(*get(service, snapshot, raster(TileId::at({106.5, 22.1}, 9))).bytes)), 2u);
    EXPECT_TRUE(get(service, snapshot, vector()).bytes->empty());
}

}  // namespace
}  // namespace sanvat::tiler::tile_service_test
