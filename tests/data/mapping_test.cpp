// SPDX-License-Identifier: Apache-2.0
#include "data/mapping.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "data/import_fields.hpp"
#include "data/text.hpp"
#include "tests/support/temporary_folder.hpp"

namespace sanvat::data::mapping_test {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

std::string problem_of(const std::string& toml) {
    const test::TemporaryFolder folder;
    try {
        const auto file = folder.write("map.toml", toml);
        check_fields(read_mapping(file), import_fields(ImportKind::facilities), file);
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), ErrorKind::bad_input);
        return error.what();
    }
    return {};
}

TEST(Mapping, ReadsColumnsValuesAndConstants) {
    const test::TemporaryFolder folder;
    const Mapping mapping = read_mapping(
        folder.write("map.toml",
                     "guess = false\n[columns]\nname = \"Tên cơ sở\"\n"
                     "[values.kind]\n\"Chế biến chè\" = \"agro_processing\"\n3 = \"cooperative\"\n"
                     "[constants]\nvalid_from = 2025-07-01\nyear = 2024\nshare = 0.5\nrecognised = true\n"));
    EXPECT_FALSE(mapping.guess);
    EXPECT_EQ(mapping.columns.at("name"), "Tên cơ sở");
    EXPECT_EQ(mapping.constants.at("valid_from"), "2025-07-01");
    EXPECT_EQ(mapping.constants.at("year"), "2024");
    EXPECT_EQ(mapping.constants.at("share"), "0.5");
    EXPECT_EQ(mapping.constants.at("recognised"), "true");
    EXPECT_EQ(translated(mapping, "kind", "Chế biến chè"), "agro_processing");
    EXPECT_EQ(translated(mapping, "kind", "CHE BIEN CHE"), "agro_processing");
    EXPECT_EQ(translated(mapping, "kind", "khác"), "khác");
    EXPECT_EQ(translated(mapping, "name", "Chế biến chè"), "Chế biến chè");
}

TEST(Mapping, SaysWhatItDoesNotUnderstandAndWhere) {
    EXPECT_THAT(problem_of("[columns]\nname = \n"),
                AllOf(HasSubstr("map.toml"), HasSubstr("line 2"), HasSubstr("not TOML")));
    EXPECT_THAT(problem_of("[colums]\nname = \"x\"\n"), HasSubstr("colums is not a key that is known here"));
    EXPECT_THAT(problem_of("columns = 3\n"), HasSubstr("columns is not a table"));
    EXPECT_THAT(problem_of("guess = 1\n"), HasSubstr("guess is not true or false"));
    EXPECT_THAT(problem_of("[columns]\nname = [1]\n"), HasSubstr("write a plain value"));
    EXPECT_THAT(problem_of("[columns]\nstars = \"x\"\n"),
                AllOf(HasSubstr("\"stars\" is no field"), HasSubstr("valid_from")));
    EXPECT_THAT(problem_of("[constants]\nstars = 3\n"), HasSubstr("\"stars\" is no field"));
    EXPECT_EQ(problem_of("[columns]\nname = \"x\"\nlon = \"e\"\n"), "");
    EXPECT_THROW((void)read_mapping("/no/such/file.toml"), Error);
}

TEST(BindFields, TakesOwnNamesBeforeAliasesAndEachColumnOnce) {
    const std::vector<FieldSpec> fields{{"name", {"ten", "ten xa"}}, {"unit", {"xa", "ten xa"}}, {"code", {"ma"}}};
    const std::vector<Column> columns{{"Tên xã", ValueType::string},
                                      {"UNIT", ValueType::string},
                                      {"Mã", ValueType::string},
                                      {"khác", ValueType::string}};
    const BoundFields bound = bind_fields({}, fields, columns, {});
    EXPECT_EQ(bound.columns.at("name"), 0U);
    EXPECT_EQ(bound.columns.at("unit"), 1U);
    EXPECT_EQ(bound.columns.at("code"), 2U);
    EXPECT_THAT(bound.unused, ElementsAre("khác"));
}

TEST(BindFields, PrefersWhatTheMappingSays) {
    const std::vector<FieldSpec> fields{{"name", {"ten"}}, {"kind", {"loai"}}};
    const std::vector<Column> columns{
        {"Tên", ValueType::string}, {"Tên khác", ValueType::string}, {"Loại", ValueType::string}};
    Mapping mapping;
    mapping.columns["name"] = "Tên khác";
    mapping.constants["kind"] = "cooperative";
    const BoundFields bound = bind_fields(mapping, fields, columns, {});
    EXPECT_EQ(bound.columns.at("name"), 1U);
    EXPECT_FALSE(bound.columns.contains("kind")) << "a constant is not guessed over";
    EXPECT_THAT(bound.guessed, testing::IsEmpty());
    mapping.columns["name"] = "Không có";
    try {
        (void)bind_fields(mapping, fields, columns, {.file = "a.csv", .layer = {}, .record = {}, .parameter = {}});
        FAIL() << "was bound";
    } catch (const Error& error) {
        EXPECT_THAT(error.what(),
                    AllOf(HasSubstr("a.csv"), HasSubstr("no column \"Không có\""), HasSubstr("Tên, Tên khác, Loại")));
    }
}

TEST(ImportFields, AreNamedOnceAndTheirAliasesAreFolded) {
    for (const ImportKind kind : all_import_kinds) {
        std::vector<std::string_view> names;
        for (const FieldSpec& field : import_fields(kind)) {
            names.push_back(field.name);
            for (const std::string_view alias : field.aliases)
                EXPECT_EQ(fold(alias), alias) << to_string(kind) << " " << field.name;
        }
        std::ranges::sort(names);
        EXPECT_EQ(std::ranges::adjacent_find(names), names.end()) << to_string(kind);
    }
}

TEST(ImportKindNames, ReadBack) {
    for (const ImportKind kind : all_import_kinds)
        EXPECT_EQ(parse_import_kind(to_string(kind)), kind);
    EXPECT_EQ(to_string(ImportKind::raw_material_areas), "raw-material-areas");
    EXPECT_FALSE(parse_import_kind("roads"));
}

}  // namespace
}  // namespace sanvat::data::mapping_test
