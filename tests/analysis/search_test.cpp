// SPDX-License-Identifier: Apache-2.0
#include "analysis/search.hpp"

#include <gtest/gtest.h>

#include "tests/support/small_province.hpp"

namespace sanvat::analysis::search_test {
namespace {

std::vector<std::string> names(const std::vector<SearchResult>& results) {
    std::vector<std::string> all;
    for (const auto& result : results)
        all.push_back(data::to_text(result.feature->value("name")));
    return all;
}

class Search : public testing::Test {
protected:
    Search() {
        for (const char* name :
             {"Miến dong Tân Việt Á", "Miến dong Cường Yên", "Đường phên Bó Tờ", "Khẩu sli Nà Giàng"}) {
            province_.product(name, province_.a, "2023-12-01").name = name;
        }
        data::CraftVillage village;
        village.id = "huong";
        village.name = "Làng nghề hương Phja Thắp";
        village.craft = "làm hương";
        village.craft_en = "incense";
        province_.content.craft_villages = {village};
        index_ = std::make_unique<SearchIndex>(province_.snapshot());
    }
    test::SmallProvince province_;
    std::unique_ptr<SearchIndex> index_;
};

TEST_F(Search, IgnoresDiacriticsAndCase) {
    EXPECT_EQ(names(index_->find("mien dong", 10)),
              (std::vector<std::string>{"Miến dong Cường Yên", "Miến dong Tân Việt Á"}));
    EXPECT_EQ(names(index_->find("DUONG PHEN", 10)), std::vector<std::string>{"Đường phên Bó Tờ"});
    EXPECT_EQ(names(index_->find("Đường Phên", 10)), std::vector<std::string>{"Đường phên Bó Tờ"});
}

TEST_F(Search, FindsByCraftUnitNameAndBeginningOfAWord) {
    EXPECT_EQ(names(index_->find("incense", 10)), std::vector<std::string>{"Làng nghề hương Phja Thắp"});
    EXPECT_EQ(names(index_->find("thuc ph", 10)), std::vector<std::string>{"Thục Phán"});
    EXPECT_EQ(names(index_->find("viet mien", 10)), std::vector<std::string>{"Miến dong Tân Việt Á"})
        << "words in any order";
}

TEST_F(Search, PutsTheWholeNameFirst) {
    const auto found = index_->find("quang uyen", 10);
    ASSERT_FALSE(found.empty());
    EXPECT_EQ(data::to_text(found[0].feature->value("name")), "Quảng Uyên");
    EXPECT_GT(found[0].score, 4);
}

TEST_F(Search, PutsAUnitFirstThatIsAskedForByItsFullName) {
    province_.facility("uyen", province_.a).name = "Xã Quảng Uyên: hợp tác xã";
    const SearchIndex index(province_.snapshot());
    const auto found = index.find("xã Quảng Uyên", 10);
    ASSERT_GE(found.size(), 2U);
    EXPECT_EQ(data::to_text(found[0].feature->value("full_name")), "Xã Quảng Uyên");
}

TEST_F(Search, PutsFormerUnitsBehindCurrentRecords) {
    data::CraftVillage village;
    village.id = "forge";
    village.name = "Làng nghề rèn Hòa An";
    province_.content.craft_villages.push_back(village);
    province_.facility("forge", province_.a).name = village.name;
    province_.content.facilities.back().kind = data::FacilityKind::craft_village;
    const SearchIndex index(province_.snapshot());
    const auto found = index.find("hoa an", 10);
    ASSERT_EQ(found.size(), 2U) << "the village and its facility are one";
    EXPECT_EQ(found[0].feature->id, "forge");
    EXPECT_EQ(found[0].feature->collection, CollectionId::craft_villages);
    EXPECT_EQ(found[1].feature->id, province_.y.to_string());
    EXPECT_FALSE(data::is_null(found[1].feature->value("valid_to")));
}

TEST_F(Search, PutsFormerUnitsBeforeMadeRecordsNamedAfterThem) {
    auto& made = province_.product("made", province_.a, "2023-12-01");
    made.name = "Miến dong Hòa An (minh hoạ)";
    made.lineage.provenance = data::Provenance::illustrative;
    const SearchIndex index(province_.snapshot());
    const auto found = index.find("Hòa An", 10);
    ASSERT_EQ(found.size(), 2U);
    EXPECT_EQ(found[0].feature->id, province_.y.to_string());
    EXPECT_EQ(found[1].feature->id, "made");
}

TEST_F(Search, DoesNotLookInTheMarkOfMadeRecords) {
    auto& made = province_.product("made", province_.a, "2023-12-01");
    made.name = "Miến dong Tân Giang (minh hoạ)";
    made.lineage.provenance = data::Provenance::illustrative;
    const SearchIndex index(province_.snapshot());
    EXPECT_TRUE(index.find("minh hoạ", 10).empty());
    EXPECT_EQ(names(index.find("tan giang", 10)), std::vector<std::string>{"Miến dong Tân Giang (minh hoạ)"});
}

TEST_F(Search, FindsNothingForNothingAndKeepsToItsLimit) {
    EXPECT_TRUE(index_->find("", 10).empty());
    EXPECT_TRUE(index_->find("  --- ", 10).empty());
    EXPECT_TRUE(index_->find("zzz", 10).empty());
    EXPECT_EQ(index_->find("mien dong", 1).size(), 1U);
}

}  // namespace
}  // namespace sanvat::analysis::search_test
