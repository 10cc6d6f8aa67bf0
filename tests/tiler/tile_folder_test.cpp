// SPDX-License-Identifier: Apache-2.0
#include "tiler/tile_folder.hpp"

#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <fstream>
#include <iterator>
#include <thread>

#include "data/error.hpp"
#include "tests/support/temporary_folder.hpp"
#include "tests/tiler/mapped_province.hpp"
#include "tests/tiler/tile_maker.hpp"
#include "tiler/tile_file.hpp"

namespace sanvat::tiler::tile_folder_test {
namespace {

namespace fs = std::filesystem;

const TileId west = *TileId::make(3, 6, 3);
const TileId east = *TileId::make(3, 7, 3);

TileSheet sheet_of(std::size_t bytes, char fill = 'x') {
    return {TileFormat::webp,
            {{west, make_tile(std::string(bytes, fill), TileFormat::webp)}, {east, make_tile("", TileFormat::webp)}}};
}

std::vector<fs::path> files_in(const fs::path& folder) {
    std::vector<fs::path> files;
    for (const auto& entry : fs::recursive_directory_iterator(folder))
        if (entry.is_regular_file()) files.push_back(entry.path());
    return files;
}

std::string content(const fs::path& file) {
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

void replace(const fs::path& file, const std::string& bytes) {
    std::ofstream(file, std::ios::binary | std::ios::trunc) << bytes;
}

std::uintmax_t on_disk(const fs::path& folder) {
    std::uintmax_t bytes = 0;
    for (const fs::path& file : files_in(folder))
        bytes += (fs::file_size(file) + 4095) / 4096 * 4096;
    return bytes;
}

/// Files of this process may have so many bytes while it lives: as good as a full disk.
class FullDisk {
public:
    explicit FullDisk(rlim_t bytes) : handler_(std::signal(SIGXFSZ, SIG_IGN)) {
        EXPECT_EQ(::getrlimit(RLIMIT_FSIZE, &before_), 0);
        const rlimit small{bytes, before_.rlim_max};
        EXPECT_EQ(::setrlimit(RLIMIT_FSIZE, &small), 0);
    }
    ~FullDisk() {
        ::setrlimit(RLIMIT_FSIZE, &before_);
        std::signal(SIGXFSZ, handler_);
    }
    FullDisk(const FullDisk&) = delete;
    FullDisk& operator=(const FullDisk&) = delete;

private:
    rlimit before_{};
    void (*handler_)(int);
};

class TileFolders : public testing::Test {
protected:
    TileFolder::Options options(std::uintmax_t max_bytes = 1u << 20u) {
        TileFolder::Options made;
        made.folder = folder_ / "cache";
        made.max_bytes = max_bytes;
        made.tell = [this](const std::string& text) { told_.push_back(text); };
        made.rest_after = std::chrono::milliseconds(0);
        return made;
    }

    test::TemporaryFolder folder_;
    std::vector<std::string> told_;
};

TEST_F(TileFolders, GiveBackWhatTheyWereGivenToAnyProgram) {
    TileFolder(options()).write("abcdef", sheet_of(5000));
    const auto found = TileFolder(options()).read("abcdef");
    ASSERT_TRUE(found);
    ASSERT_EQ(found->tiles.size(), 2u);
    EXPECT_EQ(found->tiles[0].first, west);
    EXPECT_EQ(*found->tiles[0].second.bytes, std::string(5000, 'x'));
    EXPECT_EQ(found->tiles[0].second.etag, sheet_of(5000).tiles[0].second.etag);
    EXPECT_EQ(found->tiles[0].second.media_type, "image/webp");
    EXPECT_EQ(found->tiles[1].first, east);
    EXPECT_TRUE(found->tiles[1].second.bytes->empty());
    EXPECT_FALSE(TileFolder(options()).read("abcdeg"));
    EXPECT_TRUE(told_.empty());
}

TEST_F(TileFolders, AFileThatIsCutShortAnywhereIsIgnored) {
    const std::string whole = to_tile_file("abcdef", sheet_of(40));
    ASSERT_TRUE(from_tile_file("abcdef", whole));
    for (std::size_t size = 0; size < whole.size(); ++size)
        EXPECT_FALSE(from_tile_file("abcdef", whole.substr(0, size))) << size;
    EXPECT_FALSE(from_tile_file("abcdef", whole + "x"));
    EXPECT_FALSE(from_tile_file("abcdeg", whole)) << "of another key";
}

TEST_F(TileFolders, AnyBitThatTurnsIsFound) {
    std::string bytes = to_tile_file("abcdef", sheet_of(40));
    for (std::size_t i = 0; i < bytes.size() * 8; ++i) {
        const auto turned = static_cast<char>(1 << i % 8);
        bytes[i / 8] = static_cast<char>(bytes[i / 8] ^ turned);
        EXPECT_FALSE(from_tile_file("abcdef", bytes)) << i;
        bytes[i / 8] = static_cast<char>(bytes[i / 8] ^ turned);
    }
    EXPECT_TRUE(from_tile_file("abcdef", bytes));
}

TEST_F(TileFolders, ADamagedFileIsWrittenAnew) {
    TileFolder folder(options());
    folder.write("abcdef", sheet_of(5000));
    const auto file = files_in(folder_.path()).at(0);
    replace(file, content(file).substr(0, 3000));
    EXPECT_FALSE(folder.read("abcdef"));
    folder.write("abcdef", sheet_of(5000));
    EXPECT_TRUE(folder.read("abcdef"));
    EXPECT_EQ(files_in(folder_.path()).size(), 1u);
}

TEST_F(TileFolders, KeepTheirBoundAndWhatWasUsedLast) {
    constexpr std::uintmax_t bound = 40 * 4096;
    TileFolder folder(options(bound));
    const auto key = [](int i) { return "k" + std::to_string(100 + i); };
    for (int i = 0; i < 30; ++i) {
        folder.write(key(i), sheet_of(3000));
        // Times as if a minute had passed from one to the next.
        for (const auto& file : files_in(folder_.path())) {
            if (file.stem() == key(i))
                fs::last_write_time(file, fs::file_time_type::clock::now() - std::chrono::minutes(60 - i));
        }
    }
    EXPECT_TRUE(folder.read(key(0))) << "which makes it the one used last";
    for (int i = 30; i < 50; ++i) {
        folder.write(key(i), sheet_of(3000));
        EXPECT_LE(on_disk(folder_.path()), bound);
        EXPECT_LE(folder.bytes(), bound);
    }
    EXPECT_TRUE(folder.read(key(0)));
    EXPECT_FALSE(folder.read(key(1)));
    EXPECT_TRUE(folder.read(key(49)));
    EXPECT_GT(files_in(folder_.path()).size(), 30u) << "no more is taken away than needed, and an eighth";
}

TEST_F(TileFolders, CountWhatWasThereBefore) {
    constexpr std::uintmax_t bound = 40 * 4096;
    {
        TileFolder folder(options(2 * bound));
        for (int i = 0; i < 70; ++i)
            folder.write("k" + std::to_string(100 + i), sheet_of(3000));
    }
    EXPECT_GT(on_disk(folder_.path()), bound);
    TileFolder folder(options(bound));
    folder.write("abcdef", sheet_of(3000));
    EXPECT_TRUE(folder.read("abcdef"));
    EXPECT_LE(on_disk(folder_.path()), bound);
    EXPECT_EQ(folder.bytes(), on_disk(folder_.path()));
}

TEST_F(TileFolders, ASheetTooLargeForTheBoundIsNotKept) {
    TileFolder folder(options(40 * 4096));
    folder.write("abcdef", sheet_of(6 * 4096));
    EXPECT_TRUE(files_in(folder_.path()).empty());
    EXPECT_TRUE(told_.empty());
}

TEST_F(TileFolders, AFullDiskIsToldOnceAndLeavesNoRemains) {
    TileFolder folder(options());
    {
        const FullDisk full(2000);
        for (int i = 0; i < 20; ++i)
            folder.write("k" + std::to_string(100 + i), sheet_of(5000));
        EXPECT_TRUE(files_in(folder_.path()).empty());
        ASSERT_EQ(told_.size(), 1u);
        EXPECT_NE(told_.front().find("File too large"), std::string::npos) << told_.front();
        EXPECT_NE(told_.front().find("cache"), std::string::npos) << told_.front();
    }
    folder.write("abcdef", sheet_of(5000));
    EXPECT_TRUE(folder.read("abcdef"));
    {
        const FullDisk full(2000);
        folder.write("abcdeg", sheet_of(5000));
    }
    EXPECT_EQ(told_.size(), 2u) << "it had worked since";
}

TEST_F(TileFolders, AfterAFailureTheDiskIsLeftAloneForAWhile) {
    auto patient = options();
    patient.rest_after = std::chrono::hours(1);
    TileFolder folder(patient);
    {
        const FullDisk full(2000);
        folder.write("abcdef", sheet_of(5000));
    }
    folder.write("abcdef", sheet_of(5000));
    EXPECT_TRUE(files_in(folder_.path()).empty());
}

TEST_F(TileFolders, RemainsOfAProgramThatWasKilledGoAfterAnHour) {
    TileFolder(options()).write("abcdef", sheet_of(100));
    const fs::path old_part = folder_ / "cache/ab/1234.part";
    const fs::path new_part = folder_ / "cache/ab/5678.part";
    for (const auto& part : {old_part, new_part})
        replace(part, "half a sheet");
    fs::last_write_time(old_part, fs::file_time_type::clock::now() - std::chrono::hours(2));
    TileFolder(options()).write("abcdeg", sheet_of(100));
    EXPECT_FALSE(fs::exists(old_part));
    EXPECT_TRUE(fs::exists(new_part)) << "somebody may be writing it";
}

TEST_F(TileFolders, AFolderThatCannotBeMadeIsRefusedAtOnce) {
    auto wrong = options();
    wrong.folder = folder_.write("file", "no folder") / "cache";
    try {
        const TileFolder folder(wrong);
        FAIL() << "was taken";
    } catch (const data::Error& error) {
        EXPECT_EQ(error.kind(), data::ErrorKind::bad_value);
        EXPECT_EQ(error.place().parameter, "cache");
    }
}

/// Writes and reads the same few sheets over and over; 0 where all that was read was right.
int use_heavily(const TileFolder::Options& options) {
    TileFolder folder(options);
    int wrong = 0;
    for (int i = 0; i < 300; ++i) {
        const int number = i * 7 % 10;
        const std::string key = "key" + std::to_string(number);
        const TileSheet sheet =
            sheet_of(static_cast<std::size_t>(2000 + 500 * number), static_cast<char>('a' + number));
        const auto found = folder.read(key);
        if (found && *found->tiles[0].second.bytes != *sheet.tiles[0].second.bytes) ++wrong;
        folder.write(key, sheet);
    }
    return wrong;
}

TEST_F(TileFolders, TwoProcessesShareOne) {
    // Little room, so that each takes away what the other has just written.
    const auto shared = options(12 * 4096);
    const pid_t other = ::fork();
    ASSERT_GE(other, 0);
    if (other == 0) ::_exit(use_heavily(shared) == 0 && told_.empty() ? 0 : 1);
    EXPECT_EQ(use_heavily(shared), 0);
    int status = 0;
    ASSERT_EQ(::waitpid(other, &status, 0), other);
    EXPECT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) == 0);
    EXPECT_TRUE(told_.empty()) << told_.front();
    for (const auto& file : files_in(folder_.path()))
        EXPECT_EQ(file.extension(), ".sheet");
}

/// A service over a folder, and what it did to give a raster and a vector tile.
class ServedFromAFolder : public TileFolders {
protected:
    TileServiceOptions service_options() {
        TileServiceOptions made;
        made.cache_folder = folder_ / "cache";
        made.tell = [this](const std::string& text) { told_.push_back(text); };
        return made;
    }

    TileServiceFigures serve() {
        test::TileMaker maker(service_options());
        etags_.clear();
        for (const TileRequest& request : {raster_, vector_})
            etags_.push_back(maker.get(snapshot_, request).etag);
        static_cast<void>(maker.renders(snapshot_, raster_));
        return maker.service().figures();
    }

    TileService::SnapshotPtr snapshot_ = test::mapped_snapshot();
    TileRequest raster_ = test::picture(TileId::at({106.3, 22.1}, 9));
    TileRequest vector_ = test::vector_tile(TileId::at({106.3, 22.1}, 9));
    std::vector<std::string> etags_;
};

TEST_F(ServedFromAFolder, WhatOneProgramRenderedTheNextNeedNot) {
    EXPECT_EQ(serve().drawn, 17u) << "a metatile and a vector tile";
    const auto etags = etags_;
    const TileServiceFigures second = serve();
    EXPECT_EQ(second.drawn, 0u);
    EXPECT_EQ(second.from_folder, 17u);
    EXPECT_EQ(etags_, etags);
}

TEST_F(ServedFromAFolder, DamagedFilesAreRenderedAndWrittenAnew) {
    static_cast<void>(serve());
    const auto etags = etags_;
    bool cut = false;
    for (const auto& file : files_in(folder_ / "cache")) {
        std::string bytes = content(file);
        if (cut) bytes.resize(bytes.size() / 2);
        if (!cut) bytes[bytes.size() / 2] = static_cast<char>(bytes[bytes.size() / 2] ^ 1);
        replace(file, bytes);
        cut = true;
    }
    EXPECT_EQ(serve().drawn, 17u);
    EXPECT_EQ(etags_, etags);
    EXPECT_EQ(serve().drawn, 0u);
}

TEST_F(ServedFromAFolder, AFullDiskDoesNotBreakServing) {
    const FullDisk full(100);
    EXPECT_EQ(serve().drawn, 17u);
    EXPECT_EQ(told_.size(), 1u);
    EXPECT_TRUE(files_in(folder_ / "cache").empty());
}

TEST_F(ServedFromAFolder, FilteredTilesHaveAPartOfTheirOwn) {
    vector_.filter.add(analysis::PropertyCondition{"kind", {"cooperative"}});
    static_cast<void>(serve());
    EXPECT_EQ(files_in(folder_ / "cache/plain").size(), 1u);
    EXPECT_EQ(files_in(folder_ / "cache/filtered").size(), 1u);
    EXPECT_EQ(serve().drawn, 0u);
}

}  // namespace
}  // namespace sanvat::tiler::tile_folder_test
