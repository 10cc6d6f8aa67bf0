// SPDX-License-Identifier: Apache-2.0
#include "data/toml_section.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/temporary_folder.hpp"

namespace sanvat::data::toml_section_test {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

TomlSection section_of(const std::string& toml) {
    const test::TemporaryFolder folder;
    return read_toml(folder.write("a.toml", toml));
}

/// What is said about the text when somebody asks it by that function.
template <typename Ask>
std::string complaint(const std::string& toml, const Ask& ask) {
    try {
        TomlSection section = section_of(toml);
        ask(section);
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), ErrorKind::bad_input);
        EXPECT_THAT(error.place().file, HasSubstr("a.toml"));
        return error.problem();
    }
    return "none";
}

TEST(TomlSection, NamesKeysNobodyAskedForByPathAndLine) {
    const auto ask = [](TomlSection& root) {
        TomlSection part = root.sections("parts").at(1);
        (void)part.text("name");
        part.finish();
    };
    EXPECT_EQ(complaint("[[parts]]\nname = \"a\"\n[[parts]]\nname = \"b\"\n", ask), "none");
    EXPECT_EQ(complaint("[[parts]]\nname = \"a\"\n[[parts]]\nname = \"b\"\nnames = \"c\"\n", ask),
              "line 5: parts[1].names is not a key that is known here");
}

TEST(TomlSection, AskingWhetherAKeyIsThereMakesItKnown) {
    TomlSection section = section_of("a = 1\n");
    EXPECT_THROW(section.finish(), Error);
    EXPECT_TRUE(section.has("a"));
    section.finish();
}

TEST(TomlSection, OutlivesTheSectionItCameFrom) {
    TomlSection inner = section_of("[a.b]\nc = \"deep\"\n").section("a").section("b");
    EXPECT_EQ(inner.text("c"), "deep");
    EXPECT_EQ(inner.source(), "[a.b]\nc = \"deep\"\n");
}

TEST(TomlSection, ReadsDatesAsDaysAndAsValues) {
    TomlSection section = section_of("a = 2025-07-01\nb = 2025-07-01T10:00:00\nc = 0000-01-01\n");
    EXPECT_EQ(section.date("a"), *Date::parse("2025-07-01"));
    EXPECT_EQ(section.value("a"), Value{"2025-07-01"});
    EXPECT_THROW((void)section.date("b"), Error);
    EXPECT_THROW((void)section.value("b"), Error);
    EXPECT_THROW((void)section.date("c"), Error) << "years begin with 0001";
}

TEST(TomlSection, ReadsListsOfLists) {
    TomlSection section = section_of("a = [[8, 0.5], [\"x\", true]]\nb = [[[1]]]\nc = [1]\nd = []\n");
    EXPECT_TRUE(section.is_list("a"));
    EXPECT_THAT(section.rows("a"), ElementsAre(ElementsAre(Value{std::int64_t{8}}, Value{0.5}),
                                               ElementsAre(Value{std::string("x")}, Value{true})));
    EXPECT_THROW((void)section.rows("b"), Error);
    EXPECT_THROW((void)section.rows("c"), Error);
    EXPECT_THAT(section.rows("d"), testing::IsEmpty());
    EXPECT_THAT(section.sections("d"), testing::IsEmpty());
    EXPECT_FALSE(section.is_list("e"));
}

TEST(TomlSection, RefusesNumbersOutOfRangeAndThoseThatAreNone) {
    const auto number = [](TomlSection& root) { (void)root.number("a", 0, 2.5); };
    EXPECT_EQ(complaint("a = 2.5", number), "none");
    EXPECT_EQ(complaint("a = 2", number), "none");
    for (const auto* text : {"a = 2.6", "a = -1", "a = nan", "a = inf", "a = \"2\"", "a = true"})
        EXPECT_EQ(complaint(text, number), "line 1: a is no number in range") << text;
    EXPECT_EQ(complaint("b = 1", number), "line 1: a is missing");
    const auto integer = [](TomlSection& root) { (void)root.integer("a", 0, 9); };
    EXPECT_EQ(complaint("a = 10", integer), "line 1: a is out of range");
    EXPECT_EQ(complaint("a = 1.0", integer), "line 1: a is not a whole number");
}

TEST(ReadToml, SaysWhatCannotBeRead) {
    EXPECT_THAT(complaint("a = \nb = 1\n", [](TomlSection&) {}), HasSubstr("line 1: not TOML"));
    const test::TemporaryFolder folder;
    EXPECT_THROW((void)read_toml(folder.path()), Error) << "a folder";
    EXPECT_THROW((void)read_toml(folder / "none.toml"), Error);
}

}  // namespace
}  // namespace sanvat::data::toml_section_test
