// SPDX-License-Identifier: Apache-2.0
// Imports into stores: all or nothing. That it holds when the program is killed, too, is in import_kill_test.cpp.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "data/import.hpp"
#include "data/store.hpp"
#include "tests/data/import_store_fixture.hpp"

namespace sanvat::data::import_store_test {
namespace {

namespace fs = std::filesystem;

using test_import::ImportStore;
using test_import::many_facilities;
using test_import::options_for;
using test_import::unit;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::SizeIs;

std::string bytes_of(const fs::path& file) {
    std::ifstream stream(file, std::ios::binary);
    std::ostringstream text;
    text << stream.rdbuf();
    return text.str();
}

TEST_F(ImportStore, KeepsWhatItImported) {
    const auto report =
        import_file(store_, options_for(ImportKind::facilities, folder_.write("a.csv", many_facilities())));
    EXPECT_EQ(report.added, 400);
    EXPECT_FALSE(report.created_store);
    EXPECT_THAT(Store(store_).read().facilities, SizeIs(400));
}

TEST_F(ImportStore, ADryRunTellsAllAndChangesNothing) {
    const std::string before = bytes_of(store_);
    auto options = options_for(ImportKind::facilities, folder_.write("a.csv", many_facilities()));
    options.dry_run = true;
    EXPECT_EQ(import_file(store_, options).added, 400);
    EXPECT_EQ(bytes_of(store_), before);
    EXPECT_TRUE(import_file(folder_ / "new.gpkg", options).created_store);
    EXPECT_FALSE(fs::exists(folder_ / "new.gpkg"));
}

TEST_F(ImportStore, ARefusedImportLeavesEveryByte) {
    const std::string before = bytes_of(store_);
    const auto file = folder_.write("a.csv", many_facilities() + "bad,Xấu,agro_processing,0,0,\n");
    EXPECT_THROW((void)import_file(store_, options_for(ImportKind::facilities, file)), ImportRefused);
    EXPECT_EQ(bytes_of(store_), before);
}

TEST_F(ImportStore, AMissingStoreIsMade) {
    const auto file = folder_.write("xa.csv", "code,name,valid_from\n01001,Xã An Bình,2025-07-01\n");
    const auto report = import_file(folder_ / "new.gpkg", options_for(ImportKind::communes, file));
    EXPECT_TRUE(report.created_store);
    const Register content = Store(folder_ / "new.gpkg").read();
    ASSERT_THAT(content.units, SizeIs(1));
    EXPECT_EQ(content.units[0].kind, "xã");
    EXPECT_EQ(content.units[0].name, "An Bình");
    EXPECT_THROW((void)import_file(folder_ / "other.gpkg", options_for(ImportKind::communes, folder_ / "none.csv")),
                 Error);
    EXPECT_FALSE(fs::exists(folder_ / "other.gpkg"));
}

TEST_F(ImportStore, ANewStoreGetsItsProvinceFromItsCommunes) {
    const auto file = folder_.write("xa.csv",
                                    "code,name,valid_from,Tỉnh,Mã tỉnh,wkt\n"
                                    "01001,Xã An Bình,2025-07-01,Tỉnh Lạng Sơn,20,\"POLYGON((0 0,1 0,1 1,0 1,0 0))\"\n"
                                    "01002,Xã Đàm Thủy,2025-07-01,Lạng Sơn,20,\"POLYGON((1 0,2 0,2 1,1 1,1 0))\"\n");
    const auto report = import_file(folder_ / "new.gpkg", options_for(ImportKind::communes, file));
    EXPECT_THAT(report.rebuilt, ElementsAre(HasSubstr("Lạng Sơn")));
    const Register content = Store(folder_ / "new.gpkg").read();
    EXPECT_EQ(content.title, "Lạng Sơn");
    const AdminUnit& province = unit(content, "20-20250701");
    EXPECT_EQ(province.level, AdminLevel::province);
    EXPECT_EQ(envelope_of(province.polygon), (Envelope{0, 0, 2, 1}));
    EXPECT_EQ(unit(content, "01002-20250701").parent, province.key);
    const auto again = folder_.write("xa2.csv", "code,name,valid_from,Tỉnh\n01003,Xã Lạ,2025-07-01,Cao Bằng\n");
    EXPECT_THAT(import_file(folder_ / "new.gpkg", options_for(ImportKind::communes, again)).warnings,
                ElementsAre(HasSubstr("province_code")));
}

TEST_F(ImportStore, AFileThatIsNoStoreIsNotTouched) {
    const auto file = folder_.write("a.csv", many_facilities());
    const auto other = folder_.write("text.gpkg", "no store");
    try {
        (void)import_file(other, options_for(ImportKind::facilities, file));
        FAIL() << "was imported";
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), ErrorKind::bad_store);
    }
    EXPECT_EQ(bytes_of(other), "no store");
}

TEST_F(ImportStore, ProgressIsToldFromTheFirstRowToTheWriting) {
    std::vector<std::string> steps;
    std::int64_t last = 0;
    auto options = options_for(ImportKind::facilities, folder_.write("a.csv", many_facilities()));
    options.progress = [&](const ImportProgress& progress) {
        if (steps.empty() || steps.back() != progress.step) steps.emplace_back(progress.step);
        if (progress.step.starts_with("reading")) last = progress.done;
    };
    (void)import_file(store_, options);
    EXPECT_THAT(steps, testing::ElementsAre(HasSubstr("reading "), "writing"));
    EXPECT_EQ(last, 400);
}

}  // namespace
}  // namespace sanvat::data::import_store_test
