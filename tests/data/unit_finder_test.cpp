// SPDX-License-Identifier: Apache-2.0
#include "data/unit_finder.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/data/import_fixture.hpp"

namespace sanvat::data::unit_finder_test {
namespace {

using test_import::day;
using test_import::key;
using testing::HasSubstr;

class UnitFinderTest : public testing::Test {
protected:
    [[nodiscard]] std::optional<UnitKey> found(const UnitWords& words) const { return finder_.find(words).key; }

    const Register content_ = test_import::small_province();
    const UnitFinder finder_{content_};
};

UnitWords name(std::string text, std::string district = {}) {
    return {.key = {}, .code = {}, .name = std::move(text), .district = std::move(district), .date = {}};
}

TEST_F(UnitFinderTest, FindsNamesWhateverTheirMarksAndCase) {
    EXPECT_EQ(found(name("Hòa Thuận")), key("01003-20250701"));
    EXPECT_EQ(found(name("XÃ HOÀ THUẬN")), key("01003-20250701")) << "the tone on the other letter";
    EXPECT_EQ(found(name("phuong thuc phan")), key("01004-20250701"));
    EXPECT_EQ(found(name("01004")), key("01004-20250701")) << "a code where a name is expected";
    EXPECT_EQ(found(name("01004 Thục Phán")), key("01004-20250701"));
    EXPECT_EQ(found(name("01001-20200101")), key("01001-20200101"));
}

TEST_F(UnitFinderTest, NeedsASecondHintWhereANameComesTwice) {
    const FoundUnit twice = finder_.find(name("Xã Đàm Thủy"));
    EXPECT_FALSE(twice.key);
    EXPECT_THAT(twice.problem,
                AllOf(HasSubstr("Xã Đàm Thủy (01010-20200101, until 2025-06-30)"), HasSubstr("01002-20250701")));
    EXPECT_EQ(found(name("Đàm Thủy", "Trùng Khánh")), key("01010-20200101")) << "named with a district: of its time";
    EXPECT_EQ(found(name("An Bình", "Hòa An")), key("01001-20250701")) << "a new commune by the district it came from";
    UnitWords words = name("Đàm Thủy");
    words.date = day("2025-07-01");
    EXPECT_EQ(found(words), key("01002-20250701"));
    words.date = day("2025-06-30");
    EXPECT_EQ(found(words), key("01010-20200101"));
    words.date = day("1990-01-01");
    EXPECT_THAT(finder_.find(words).problem, HasSubstr("no unit"));
}

TEST_F(UnitFinderTest, CodeAndNameTogetherAreOneUnit) {
    UnitWords words = name("Nước Hai");
    words.code = "1001";
    EXPECT_EQ(found(words), key("01001-20200101"));
    words.name = "An Bình";
    EXPECT_EQ(found(words), key("01001-20250701"));
    words.name = "Thục Phán";
    EXPECT_THAT(finder_.find(words).problem, HasSubstr("no unit \"1001, Thục Phán\""));
}

TEST_F(UnitFinderTest, ADistrictAloneIsTheUnit) {
    EXPECT_EQ(found(name("", "Huyện Hòa An")), key("040-20200101"));
    EXPECT_EQ(found(name("", "51")), key("051-20200101"));
    EXPECT_EQ(found({}), std::nullopt);
    EXPECT_EQ(finder_.find({}).problem, "") << "nothing said is nothing wrong";
}

TEST(PaddedCode, HasTheDigitsOfItsLevel) {
    EXPECT_EQ(padded_code("1273", AdminLevel::commune), "01273");
    EXPECT_EQ(padded_code("49", AdminLevel::district), "049");
    EXPECT_EQ(padded_code("4", AdminLevel::province), "04");
    EXPECT_EQ(padded_code("01273", AdminLevel::commune), "01273");
    EXPECT_EQ(padded_code("X7", AdminLevel::commune), "X7");
    EXPECT_EQ(padded_code("", AdminLevel::commune), "");
}

}  // namespace
}  // namespace sanvat::data::unit_finder_test
