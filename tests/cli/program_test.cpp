// SPDX-License-Identifier: Apache-2.0
// The program as people call it: help, options, exit codes, one line an error.
#include <gmock/gmock.h>

#include <string>
#include <vector>

#include "tests/cli/program.hpp"

namespace sanvat::program_test {
namespace {

using test::expect_complaint;
using test::sanvat;
using testing::HasSubstr;
using testing::StartsWith;

class Program : public test::ProgramTest {};

TEST_F(Program, TellsItsVersionAndHelp) {
    EXPECT_THAT(sanvat({"--version"}).out, StartsWith("sanvat 0."));
    EXPECT_EQ(sanvat({"--help"}).exit_code, 0);
    EXPECT_THAT(sanvat({"summary", "--help"}).out, HasSubstr("--as-of"));
    expect_complaint(sanvat({}), "subcommand");
    expect_complaint(sanvat({"dance"}), "dance");
}

TEST_F(Program, RefusesBadValuesWithOneLineThatSaysWhatIsRight) {
    const std::string s = store();
    expect_complaint(sanvat({"summary", "--store", s, "--by", "hamlet"}), "hamlet");
    expect_complaint(sanvat({"summary", "--store", s, "--by", "commune", "--as-of", "2023-02-31"}), "--as-of");
    expect_complaint(sanvat({"overlay", "--store", s}), "--by");
    expect_complaint(sanvat({"overlay", "--store", s, "--by", "commune", "--crop", "coffee"}), "thach_den");
    const std::vector<std::string> crosswalk{"crosswalk", "--store", s, "--from", "district", "--to"};
    const auto with = [&](std::vector<std::string> more) {
        more.insert(more.begin(), crosswalk.begin(), crosswalk.end());
        return sanvat(more);
    };
    expect_complaint(with({"district", "--figure", "facilities"}), "the other of commune and district");
    expect_complaint(with({"commune", "--figure", "cows"}), "facilities_craft_village");
    expect_complaint(with({"commune", "--figure", "facilities", "--units", "2025-07-01"}), "--units");
    expect_complaint(sanvat({"value-chain", "--store", s, "--product", "none"}), "--product: \"none\" is no product");
    expect_complaint(sanvat({"value-chain", "--store", s, "--area", "none"}), "no raw-material area");
    expect_complaint(sanvat({"value-chain", "--store", s, "--provenance", "guessed"}), "illustrative");
    expect_complaint(sanvat({"locate", "--store", s, "--lon", "nan", "--lat", "22"}), "lon");
    expect_complaint(sanvat({"locate", "--store", s, "--lon", "200", "--lat", "22"}), "lon");
    expect_complaint(sanvat({"nearest", "--store", s, "--lon", "106", "--lat", "22", "--k", "1e9"}), "k");
    expect_complaint(sanvat({"within", "--store", s, "--lon", "106", "--lat", "22", "--distance", "-1"}),
                     "up to 200 km");
    expect_complaint(
        sanvat({"within", "--store", s, "--lon", "106", "--lat", "22", "--distance", "1", "--collection", "bakeries"}),
        "craft-villages");
    expect_complaint(sanvat({"corridor", "--store", s, "--route", "no_such", "--distance", "3km"}), "tour-routes");
    expect_complaint(sanvat({"corridor", "--store", s, "--route", "no_such", "--distance", "3km", "--by", "km"}),
                     "route or stop");
    // No boundaries take part in these answers.
    for (const std::vector<std::string>& words :
         {std::vector<std::string>{"corridor", "--route", "tuyen_phia_dong", "--distance", "3km"},
          {"nearest", "--lon", "106.2", "--lat", "22.6"},
          {"within", "--lon", "106.2", "--lat", "22.6", "--distance", "3km"},
          {"indicators"}}) {
        auto asked = words;
        asked.insert(asked.end(), {"--store", s, "--units", "2025-07-01"});
        expect_complaint(sanvat(asked), "--units");
    }
    expect_complaint(sanvat({"export", "--store", s, "--collection", "products", "--out", file("p.nonsense")}),
                     "nonsense");
    expect_complaint(
        sanvat({"export", "--store", s, "--collection", "products", "--crs", "9210", "--out", file("p.csv")}),
        "EPSG:9210");
}

TEST_F(Program, ReadsTheServersOptionsFromAFileAndRefusesWhatItDoesNotKnow) {
    const auto unknown = folder().write("unknown.toml", "[serve]\nstore = \"" + store() + "\"\nprot = 8080\n");
    expect_complaint(sanvat({"serve", "--config", unknown}), "--config: \"serve.prot\" is no option");
    const auto wrong = folder().write("wrong.toml", "[serve]\nstore = \"" + store() + "\"\nport = \"many\"\n");
    expect_complaint(sanvat({"serve", "--config", wrong}), "port");
    const auto elsewhere =
        folder().write("elsewhere.toml", "[serve]\nstore = \"" + file("none.gpkg") + "\"\nport = 0\n");
    expect_complaint(sanvat({"serve", "--config", elsewhere}), "no such store");
    expect_complaint(sanvat({"serve", "--config", file("none.toml")}), "none.toml");
}

TEST_F(Program, SaysThePathThatWasGiven) {
    expect_complaint(sanvat({"sample", "--store", file("nowhere/x.gpkg")}),
                     file("nowhere/x.gpkg") + ": its folder does not exist");
}

TEST_F(Program, HelpNamesTheKindsAndNoDefaultsThatAreNone) {
    const auto help = sanvat({"import", "--help"}).out;
    EXPECT_THAT(help, HasSubstr("raw-material-areas"));
    EXPECT_THAT(help, testing::Not(HasSubstr("=[]")));
    EXPECT_THAT(sanvat({"locate", "--help"}).out, testing::Not(HasSubstr("=0")));
}

TEST_F(Program, RefusesAStoreThatIsNone) {
    expect_complaint(sanvat({"check", "--store", file("none.gpkg")}), "no such store");
    expect_complaint(
        sanvat({"check", "--store", folder().write("text.gpkg", "this is text and not a database at all")}),
        "no GeoPackage");
    expect_complaint(sanvat({"serve", "--store", file("none.gpkg"), "--port", "0"}), "no such store");
}

}  // namespace
}  // namespace sanvat::program_test
