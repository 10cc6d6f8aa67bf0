// SPDX-License-Identifier: Apache-2.0
#include "tiler/seed_journal.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>

#include "data/error.hpp"
#include "tests/support/temporary_folder.hpp"

namespace sanvat::tiler::seed_journal_test {
namespace {

const TileId here = *TileId::make(9, 407, 223);
const TileId beside = *TileId::make(9, 408, 223);
const TileId below = *TileId::make(9, 407, 224);

std::string content(const std::filesystem::path& file) {
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

void put(const std::filesystem::path& file, const std::string& bytes) {
    std::ofstream(file, std::ios::binary) << bytes;
}

class Journal : public testing::Test {
protected:
    /// Three tiles, the first and the last equal.
    void fill() {
        SeedJournal journal(file, "key");
        journal.add(here, "rừng");
        journal.add(beside, "ruộng");
        journal.add(below, "rừng");
    }
    static std::string read(const SeedJournal& journal, TileId tile) {
        const auto place = journal.find(tile);
        return place ? journal.read(*place) : "nothing";
    }

    std::string complaint(const char* key) const {
        try {
            const SeedJournal journal(file, key);
        } catch (const data::Error& error) {
            EXPECT_EQ(error.kind(), data::ErrorKind::bad_input);
            return error.what();
        }
        return "none";
    }

    test::TemporaryFolder folder;
    std::filesystem::path file = folder / "out.part";
    const std::size_t head_bytes = 14 + 33;  // what it is, and the digest of its key
};

TEST_F(Journal, GivesBackWhatItWasGivenAndKeepsEqualTilesOnce) {
    SeedJournal journal(file, "key");
    journal.add(here, "rừng");
    journal.add(beside, "ruộng");
    journal.add(below, "rừng");
    EXPECT_EQ(read(journal, here), "rừng");
    EXPECT_EQ(read(journal, beside), "ruộng");
    EXPECT_EQ(journal.find(here), journal.find(below));
    EXPECT_EQ(journal.find(*TileId::make(9, 0, 0)), std::nullopt);
}

TEST_F(Journal, KnowsItsTilesWhenOpenedAgain) {
    fill();
    SeedJournal journal(file, "key");
    EXPECT_EQ(read(journal, here), "rừng");
    EXPECT_EQ(read(journal, beside), "ruộng");
    EXPECT_EQ(journal.find(here), journal.find(below));
    journal.add(*TileId::make(9, 0, 0), "ruộng");
    EXPECT_EQ(journal.find(*TileId::make(9, 0, 0)), journal.find(beside)) << "content of the earlier run is known";
}

TEST_F(Journal, OfAnotherKeyIsRefusedAndKept) {
    fill();
    const std::string before = content(file);
    EXPECT_THAT(complaint("another"), testing::AllOf(testing::HasSubstr("out.part: holds tiles of another seed"),
                                                     testing::HasSubstr("to go on with it, delete the file")));
    EXPECT_EQ(content(file), before);
    const SeedJournal journal(file, "key");
    EXPECT_EQ(read(journal, here), "rừng");
}

TEST_F(Journal, WritesOverNoFileThatIsNoJournal) {
    for (const std::string text :
         {"ghi chép của tôi\n", "x", "sanvat seed 2\nof a later form of journals, as long as"}) {
        put(file, text);
        EXPECT_THAT(complaint("key"), testing::HasSubstr("out.part: is there already, and no seed")) << text;
        EXPECT_EQ(content(file), text);
    }
}

TEST_F(Journal, CutOffAnywhereItKeepsWhatIsWhole) {
    fill();
    const std::string whole = content(file);
    for (std::size_t length = 0; length < whole.size(); ++length) {
        put(file, whole.substr(0, length));
        SeedJournal journal(file, "key");
        EXPECT_EQ(journal.find(below), std::nullopt) << length;
        EXPECT_THAT(read(journal, here), testing::AnyOf("rừng", "nothing"));
        EXPECT_THAT(read(journal, beside), testing::AnyOf("ruộng", "nothing"));
        journal.add(below, "nương");
        EXPECT_EQ(read(journal, below), "nương");
    }
}

TEST_F(Journal, WithAWrongByteAnywhereItNeverGivesAWrongTile) {
    fill();
    const std::string whole = content(file);
    for (std::size_t i = 0; i < whole.size(); ++i) {
        std::string damaged = whole;
        damaged[i] = static_cast<char>(damaged[i] ^ 0x20);
        put(file, damaged);
        if (i < head_bytes) {
            EXPECT_NE(complaint("key"), "none") << i;
            continue;
        }
        const SeedJournal journal(file, "key");
        EXPECT_THAT(read(journal, here), testing::AnyOf("rừng", "nothing")) << i;
        EXPECT_THAT(read(journal, beside), testing::AnyOf("ruộng", "nothing")) << i;
        EXPECT_THAT(read(journal, below), testing::AnyOf("rừng", "nothing")) << i;
    }
}

TEST_F(Journal, BelongsToOneSeedAtATime) {
    const SeedJournal journal(file, "key");
    try {
        const SeedJournal second(file, "key");
        FAIL();
    } catch (const data::Error& error) {
        EXPECT_EQ(error.kind(), data::ErrorKind::failure);
        EXPECT_THAT(error.what(), testing::HasSubstr("another seed is writing it"));
    }
}

}  // namespace
}  // namespace sanvat::tiler::seed_journal_test
