// SPDX-License-Identifier: Apache-2.0
#include "tiler/seed.hpp"

#include <gdal.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sqlite3.h>
#include <sys/stat.h>

#include <fstream>
#include <future>
#include <iterator>
#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "data/error.hpp"
#include "tests/support/temporary_folder.hpp"
#include "tests/tiler/archive_reader.hpp"
#include "tests/tiler/mapped_province.hpp"
#include "tiler/tile_cover.hpp"
#include "tiler/tile_service.hpp"

namespace sanvat::tiler::seed_test {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

std::string content(const fs::path& file) {
    std::ifstream stream(file, std::ios::binary);
    EXPECT_TRUE(stream) << file;
    return {std::istreambuf_iterator<char>(stream), {}};
}

std::string served(const TileService::SnapshotPtr& snapshot, const TileRequest& request) {
    TileService service;
    std::promise<TileResult> promise;
    EXPECT_TRUE(service.render(snapshot, request, [&](TileResult result) { promise.set_value(std::move(result)); }));
    return *std::get<Tile>(promise.get_future().get()).bytes;
}

/// A number in the header of PMTiles.
std::uint64_t number_at(const std::string& bytes, std::size_t at) {
    std::uint64_t value = 0;
    for (std::size_t i = 8; i-- > 0;)
        value = value << 8u | static_cast<unsigned char>(bytes.at(at + i));
    return value;
}

class Seed : public testing::Test {
protected:
    SeedQuestion question(const std::string& out, const std::string& style = "overview") const {
        SeedQuestion asked;
        asked.name = style;
        asked.format = style == "production" ? TileFormat::mvt : TileFormat::png8;
        asked.zoom = {6, 10};
        asked.out = folder / out;
        return asked;
    }
    std::uint64_t tiles_in(const ZoomRange& zoom) const {
        std::uint64_t tiles = 0;
        for (int z = zoom.first; z <= zoom.last; ++z)
            tiles += TileCover(snapshot->extent(), z).size();
        return tiles;
    }
    std::string complaint(const SeedQuestion& asked) const {
        try {
            static_cast<void>(seed(snapshot, asked));
        } catch (const data::Error& error) {
            return error.what();
        }
        return "none";
    }

    /// Stopped between drawing and writing: what was drawn is in the journal.
    void break_off(SeedQuestion& asked) const {
        asked.progress = [](const data::ImportProgress& step) {
            if (step.step != "drawing tiles") throw std::runtime_error("stopped");
        };
        EXPECT_THROW(static_cast<void>(seed(snapshot, asked)), std::runtime_error);
    }

    test::TemporaryFolder folder;
    TileService::SnapshotPtr snapshot = test::mapped_snapshot();
};

TEST_F(Seed, WritesEveryTileThatMeetsTheExtentAsTheServerServesIt) {
    const SeedReport report = seed(snapshot, question("map"));
    EXPECT_EQ(report.tiles, tiles_in({6, 10}));
    EXPECT_EQ(report.drawn, report.tiles);
    std::uint64_t files = 0;
    for (const auto& entry : fs::recursive_directory_iterator(folder / "map"))
        files += entry.path().extension() == ".png" ? 1u : 0u;
    EXPECT_EQ(files, report.tiles);

    TileRequest request;
    request.name = "overview";
    request.tile = TileId::at({106.3, 22.1}, 9);
    const auto name = std::to_string(request.tile.x()) + "/" + std::to_string(request.tile.y()) + ".png";
    EXPECT_EQ(content(folder / "map" / "9" / name), served(snapshot, request));
    EXPECT_THAT(content(folder / "map" / "tiles.json"), HasSubstr("{z}/{x}/{y}.png"));
    EXPECT_FALSE(fs::exists(folder / "map.part"));
}

TEST_F(Seed, StoresEqualTilesOfAFolderOnce) {
    auto asked = question("map");
    asked.layers = {"communes"};
    asked.zoom = {12, 13};  // tiles that lie wholly within a commune are of one colour
    const SeedReport report = seed(snapshot, asked);
    ASSERT_LT(report.contents, report.tiles);
    std::uintmax_t names = 0;
    std::set<ino_t> files;
    for (const auto& entry : fs::recursive_directory_iterator(folder / "map")) {
        if (entry.path().extension() != ".png") continue;
        ++names;
        struct stat about {};
        ASSERT_EQ(::stat(entry.path().c_str(), &about), 0);
        files.insert(about.st_ino);
    }
    EXPECT_EQ(names, report.tiles);
    EXPECT_EQ(files.size(), report.contents);
}

TEST_F(Seed, GivesTheSameBytesWhateverTheThreads) {
    for (const std::string kind : {"mbtiles", "pmtiles"}) {
        auto one = question("one." + kind);
        one.threads = 1;
        auto three = question("three." + kind);
        three.threads = 3;
        static_cast<void>(seed(snapshot, one));
        static_cast<void>(seed(snapshot, three));
        EXPECT_EQ(content(one.out), content(three.out)) << kind;
    }
}

TEST_F(Seed, GoesOnWhereItWasBrokenOff) {
    static_cast<void>(seed(snapshot, question("whole.pmtiles")));
    auto first = question("broken.pmtiles");
    first.zoom = {6, 8};
    const std::uint64_t had = tiles_in(first.zoom);
    break_off(first);
    EXPECT_FALSE(fs::exists(folder / "broken.pmtiles"));
    EXPECT_TRUE(fs::exists(folder / "broken.pmtiles.part"));

    const SeedReport report = seed(snapshot, question("broken.pmtiles"));
    EXPECT_EQ(report.drawn, report.tiles - had);
    EXPECT_EQ(content(folder / "broken.pmtiles"), content(folder / "whole.pmtiles"));
    EXPECT_FALSE(fs::exists(folder / "broken.pmtiles.part"));
}

TEST_F(Seed, OfFewerZoomsLeavesTheWorkOnTheOthers) {
    auto whole = question("broken.pmtiles");
    break_off(whole);
    auto some = question("broken.pmtiles");
    some.zoom = {6, 8};
    EXPECT_EQ(seed(snapshot, some).kept, tiles_in(whole.zoom) - tiles_in(some.zoom));
    EXPECT_TRUE(fs::exists(folder / "broken.pmtiles.part"));
    whole.progress = {};
    EXPECT_EQ(seed(snapshot, whole).drawn, 0u);
    EXPECT_FALSE(fs::exists(folder / "broken.pmtiles.part"));
}

TEST_F(Seed, OfAnotherMapThatWasBrokenOffIsRefusedAndCanGoOn) {
    auto filtered = question("map.pmtiles");
    filtered.layers = {"communes"};
    break_off(filtered);
    EXPECT_THAT(complaint(question("map.pmtiles")), HasSubstr("map.pmtiles.part: holds tiles of another seed"));
    filtered.progress = {};
    EXPECT_EQ(seed(snapshot, filtered).drawn, 0u);
}

TEST_F(Seed, DoesNotGoOnWithOtherIcons) {
    fs::create_directory(folder / "look");
    fs::copy(default_theme_file(), folder / "look" / "theme.toml");
    fs::copy(default_theme_file().parent_path() / "icons", folder / "look" / "icons");
    auto asked = question("map.pmtiles");
    asked.theme = folder / "look" / "theme.toml";
    break_off(asked);
    fs::copy_file(folder / "look" / "icons" / "star.svg", folder / "look" / "icons" / "anvil.svg",
                  fs::copy_options::overwrite_existing);
    asked.progress = {};
    EXPECT_THAT(complaint(asked), HasSubstr("map.pmtiles.part: holds tiles of another seed"));
}

TEST_F(Seed, LeavesAFileOfTheUserAlone) {
    folder.write("map.mbtiles.part", "ghi chép của tôi\n");
    EXPECT_THAT(complaint(question("map.mbtiles")), HasSubstr("map.mbtiles.part: is there already, and no seed"));
    EXPECT_EQ(content(folder / "map.mbtiles.part"), "ghi chép của tôi\n");
}

TEST_F(Seed, WritesAPmtilesHeaderThatFitsItsSections) {
    const SeedReport report = seed(snapshot, question("map.pmtiles", "production"));
    const std::string bytes = content(folder / "map.pmtiles");
    const auto number = [&bytes](std::size_t at) { return number_at(bytes, at); };
    EXPECT_EQ(bytes.substr(0, 8), "PMTiles\x03");
    EXPECT_EQ(number(8), pmtiles_header_bytes);
    EXPECT_EQ(number(56) + number(64), bytes.size()) << "the tiles are last";
    EXPECT_EQ(number(72), report.tiles);
    EXPECT_EQ(number(88), report.contents);
    EXPECT_EQ(bytes.at(99), 1) << "vector tiles";
    std::uint64_t tiles = 0;
    for (const auto& entry : test::read_pmtiles_directory(bytes.substr(number(8), number(16)))) {
        tiles += entry.run;
        EXPECT_NO_THROW(static_cast<void>(test::gunzip(bytes.substr(number(56) + entry.offset, entry.length))));
    }
    EXPECT_EQ(tiles, report.tiles);
    EXPECT_THAT(test::gunzip(bytes.substr(number(24), number(32))), HasSubstr("\"vector_layers\""));
}

TEST_F(Seed, GdalOpensTheMbtiles) {
    static_cast<void>(seed(snapshot, question("map.mbtiles")));
    GDALAllRegister();
    const char* drivers[] = {"MBTiles", nullptr};
    const auto dataset = GDALOpenEx((folder / "map.mbtiles").c_str(), GDAL_OF_RASTER, drivers, nullptr, nullptr);
    ASSERT_TRUE(dataset);
    EXPECT_GE(GDALGetRasterCount(dataset), 3);
    std::vector<unsigned char> pixels(64 * 64);
    EXPECT_EQ(GDALRasterIO(GDALGetRasterBand(dataset, 1), GF_Read, 0, 0, 64, 64, pixels.data(), 64, 64, GDT_Byte, 0, 0),
              CE_None);
    GDALClose(dataset);
}

/// Of an MBTiles file, by name.
std::map<std::string, std::string> metadata_of(const fs::path& file) {
    sqlite3* database = nullptr;
    EXPECT_EQ(sqlite3_open_v2(file.c_str(), &database, SQLITE_OPEN_READONLY, nullptr), SQLITE_OK);
    std::map<std::string, std::string> rows;
    const auto take = [](void* into, int, char** values, char**) {
        static_cast<std::map<std::string, std::string>*>(into)->emplace(values[0], values[1]);
        return 0;
    };
    EXPECT_EQ(sqlite3_exec(database, "SELECT name, value FROM metadata", take, &rows, nullptr), SQLITE_OK);
    sqlite3_close(database);
    return rows;
}

TEST_F(Seed, EveryArchiveSaysWhatItShows) {
    const auto asked = [&](const std::string& out) {
        auto made = question(out, "labels");
        made.zoom = {6, 6};
        made.as_of = data::Date::parse("2024-02-01");
        made.filter.add(analysis::parse_provenance_condition("reported"));
        return made;
    };
    const std::string filter = asked("").filter.canonical();
    static_cast<void>(seed(snapshot, asked("map.mbtiles")));
    const auto rows = metadata_of(folder / "map.mbtiles");
    EXPECT_EQ(rows.at("as_of"), "2024-02-01");
    EXPECT_EQ(rows.at("filter"), filter);
    EXPECT_EQ(rows.count("units_as_of"), 1u);
    EXPECT_EQ(rows.at("type"), "overlay") << "labels have no ground";
    EXPECT_THAT(rows.at("description"), HasSubstr("records as of 2024-02-01"));

    static_cast<void>(seed(snapshot, asked("map.pmtiles")));
    const std::string bytes = content(folder / "map.pmtiles");
    const auto about = nlohmann::json::parse(test::gunzip(bytes.substr(number_at(bytes, 24), number_at(bytes, 32))));
    static_cast<void>(seed(snapshot, asked("map")));
    const auto tiles = nlohmann::json::parse(content(folder / "map" / "tiles.json"));
    for (const auto& json : {about, tiles}) {
        EXPECT_EQ(json.at("as_of"), "2024-02-01");
        EXPECT_EQ(json.at("units_as_of"), rows.at("units_as_of"));
        EXPECT_EQ(json.at("filter"), filter);
        EXPECT_EQ(json.at("description"), rows.at("description"));
    }
    EXPECT_EQ(about.at("type"), "overlay");
}

TEST_F(Seed, OfAMapWithItsGroundIsABaseLayer) {
    auto asked = question("map.mbtiles");
    asked.zoom = {6, 6};
    static_cast<void>(seed(snapshot, asked));
    EXPECT_EQ(metadata_of(folder / "map.mbtiles").at("type"), "baselayer");
}

TEST_F(Seed, RefusesWhatCannotBeAndLeavesNothing) {
    auto asked = question("map.zip");
    EXPECT_THAT(complaint(asked), HasSubstr("no kind of archive"));
    asked = question("map.pmtiles");
    asked.zoom = {9, 6};
    EXPECT_THAT(complaint(asked), HasSubstr("9-6 is no range of zooms"));
    asked.zoom = {0, 30};
    EXPECT_THAT(complaint(asked), HasSubstr("0-30 is no range of zooms"));
    asked.zoom = {0, 22};
    EXPECT_THAT(complaint(asked), HasSubstr("more than an archive may have"));
    EXPECT_THAT(complaint(question("map.pmtiles", "nature")), HasSubstr("there are no tiles \"nature\""));
    asked = question("map.pmtiles", "production");
    asked.format = TileFormat::webp;
    EXPECT_THAT(complaint(asked), HasSubstr("has vector tiles only"));
    EXPECT_TRUE(fs::is_empty(folder.path()));
    folder.write("not_empty", "");
    asked = question("");
    EXPECT_THAT(complaint(asked), HasSubstr("is there already and not empty"));
    EXPECT_THAT(complaint(question("nowhere/map.pmtiles")),
                HasSubstr("nowhere/map.pmtiles: its folder does not exist; make the folder"));
}

}  // namespace
}  // namespace sanvat::tiler::seed_test
