// SPDX-License-Identifier: Apache-2.0
// Questions as people ask the program: answers in files and on standard output, and complaints about what cannot be
// asked.
#include <gmock/gmock.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "tests/cli/program.hpp"

namespace sanvat::questions_test {
namespace {

using test::expect_complaint;
using test::sanvat;
using testing::HasSubstr;
using testing::StartsWith;

class Questions : public test::ProgramTest {};

TEST_F(Questions, SummarisesToCsvAndToStandardOutput) {
    const auto made =
        sanvat({"summary", "--store", store(), "--by", "district", "--as-of", "2023-10-31", "--out", file("s.csv")});
    ASSERT_EQ(made.exit_code, 0) << made.err;
    EXPECT_THAT(made.err, HasSubstr("records as of 2023-10-31, units as of 2023-10-31"));
    EXPECT_THAT(text("s.csv"), HasSubstr("facilities_agro_processing"));
    EXPECT_THAT(text("s.csv"), HasSubstr("Huyện Hòa An"));
    EXPECT_THAT(text("s.csv"), HasSubstr("not placed"));
    const auto printed = sanvat({"summary", "--store", store(), "--by", "commune"});
    EXPECT_THAT(printed.out, HasSubstr("\"FeatureCollection\""));
    EXPECT_THAT(printed.err, HasSubstr("records as of 2025-07-01, units as of 2025-07-01"));
}

TEST_F(Questions, LocatesAReusedCodeAtBothDates) {
    const std::vector<std::string> place{"locate", "--store", store(), "--lon", "106.2579", "--lat", "22.6657"};
    const auto now = sanvat(place);
    EXPECT_THAT(now.out, HasSubstr("Phường Thục Phán"));
    EXPECT_THAT(now.out, HasSubstr("01273"));
    auto then = place;
    then.insert(then.end(), {"--units", "2025-06-30"});
    EXPECT_THAT(sanvat(then).out, HasSubstr("Thành phố Cao Bằng"));
    EXPECT_THAT(sanvat(then).out, HasSubstr("\"became_name\": \"Phường Thục Phán"));
}

TEST_F(Questions, AnswersNearestWithinCorridorAndExport) {
    EXPECT_THAT(sanvat({"nearest", "--store", store(), "--lon", "106.2579", "--lat", "22.6657", "--k", "3"}).out,
                HasSubstr("distance_m"));
    EXPECT_THAT(sanvat({"within", "--store", store(), "--lon", "106.385", "--lat", "22.7", "--distance", "5km",
                        "--collection", "craft-villages"})
                    .out,
                HasSubstr("Phúc Sen"));
    const auto made = sanvat({"export", "--store", store(), "--collection", "products", "--out", file("p.xlsx")});
    EXPECT_EQ(made.exit_code, 0) << made.err;
    EXPECT_GT(std::filesystem::file_size(file("p.xlsx")), 1000U);
    const auto gpx = folder().write(
        "r.gpx", R"(<gpx version="1.1" creator="t" xmlns="http://www.topografix.com/GPX/1/1"><trk><trkseg>)"
                 R"(<trkpt lat="22.6657" lon="106.2579"/><trkpt lat="22.7" lon="106.385"/></trkseg></trk></gpx>)");
    EXPECT_THAT(sanvat({"corridor", "--store", store(), "--route", gpx, "--distance", "3km"}).out,
                HasSubstr("km_along"));
    EXPECT_THAT(
        sanvat({"corridor", "--store", store(), "--route", "tuyen_phia_dong", "--distance", "3km", "--by", "stop"}).out,
        HasSubstr("stop_distance_m"));
    expect_complaint(sanvat({"corridor", "--store", store(), "--route", gpx, "--distance", "3km", "--by", "stop"}),
                     "no stops");
    const auto on_phone = sanvat({"corridor", "--store", store(), "--route", gpx, "--distance", "3km", "--sites",
                                  "no_such_site", "--out", file("along.gpx")});
    expect_complaint(on_phone, "no_such_site");
    ASSERT_EQ(sanvat({"corridor", "--store", store(), "--route", gpx, "--distance", "3km", "--out", file("along.gpx")})
                  .exit_code,
              0);
    EXPECT_THAT(text("along.gpx"), HasSubstr("<trkpt lat=\"22.6657000\" lon=\"106.2579000\"/>"));
    EXPECT_THAT(text("along.gpx"), HasSubstr("<wpt lat="));
}

TEST_F(Questions, AnswersClassesDensityAndHistory) {
    const auto classes = sanvat({"classes", "--store", store(), "--by", "commune", "--figure", "facilities", "--method",
                                 "jenks", "--n", "4", "--out", file("classes.csv")});
    ASSERT_EQ(classes.exit_code, 0) << classes.err;
    EXPECT_THAT(classes.err, HasSubstr("56 units as of 2025-07-01, records as of 2025-07-01"));
    EXPECT_THAT(text("classes.csv"), StartsWith("class,from,to,closed,count,as_of,units_as_of\n1,"));

    const auto density = sanvat({"density", "--store", store(), "--collection", "facilities", "--method", "kernel",
                                 "--cell", "5km", "--bandwidth", "8km", "--as-of", "2023-10-31"});
    ASSERT_EQ(density.exit_code, 0) << density.err;
    EXPECT_THAT(density.err, HasSubstr("515 records as of 2023-10-31, 0 without a place"));
    EXPECT_THAT(density.out, HasSubstr("\"per_km2_illustrative\""));

    const auto history = sanvat({"history", "--store", store(), "--by", "province", "--from", "2019", "--to", "2025",
                                 "--out", file("history.csv")});
    ASSERT_EQ(history.exit_code, 0) << history.err;
    EXPECT_THAT(text("history.csv"), HasSubstr("\n2023,04,Tỉnh Cao Bằng,141,131,10,0,"));
    EXPECT_THAT(text("history.csv"), HasSubstr(",99,9,0,9,false,2025-07-01,2025-07-01\n"));
    EXPECT_THAT(text("history.csv"), HasSubstr("\n2023,,not placed,3,0,3,0,"));
}

TEST_F(Questions, RefusesBadClassesDensitiesAndYears) {
    const std::vector<std::string> classes{"classes", "--store", store(), "--by", "commune", "--figure"};
    const auto with = [](std::vector<std::string> words, std::initializer_list<std::string> more) {
        words.insert(words.end(), more);
        return sanvat(words);
    };
    expect_complaint(with(classes, {"name"}), "facilities_craft_village");
    expect_complaint(with(classes, {"products", "--n", "13"}), "--n");
    expect_complaint(with(classes, {"products", "--method", "kmeans"}), "kmeans");
    const std::vector<std::string> density{"density", "--store", store()};
    expect_complaint(with(density, {"--cell", "100"}), "500m to 100km");
    expect_complaint(with(density, {"--cell", "nan"}), "--cell");
    expect_complaint(with(density, {"--bandwidth", "8km"}), "kernel");
    expect_complaint(with(density, {"--method", "kernel", "--cell", "500", "--bandwidth", "200km"}), "km or more");
    expect_complaint(with(density, {"--collection", "communes"}), "no points");
    expect_complaint(with(density, {"--units", "2025-07-01"}), "--units");
    const std::vector<std::string> history{"history", "--store", store(), "--by", "commune"};
    expect_complaint(with(history, {"--from", "2024", "--to", "2023"}), "2024 is after 2023");
    expect_complaint(with(history, {"--from", "soon"}), "--from");
    expect_complaint(with(history, {"--to", "99999"}), "--to");
}

TEST_F(Questions, FiltersInCql2Text) {
    const auto exported = [](const std::string& filter) {
        const auto made = sanvat({"export", "--store", store(), "--collection", "products", "--filter", filter, "--out",
                                  file("filtered.csv")});
        EXPECT_EQ(made.exit_code, 0) << made.err;
        return made.err;
    };
    // Of the 144 products valid on the reference date 13 have four stars.
    EXPECT_THAT(exported("stars = 4"), HasSubstr(": 13 records"));
    EXPECT_THAT(exported("stars >= 3"), HasSubstr(": 144 records"));
    EXPECT_THAT(exported("stars BETWEEN 3 AND 4 AND NOT stars = 3"), HasSubstr(": 13 records"));
    EXPECT_THAT(exported("name LIKE 'Rượu ngô Đại Hoàng%'"), HasSubstr(": 3 records"));
    const auto near = sanvat({"nearest", "--store", store(), "--lon", "106.2579", "--lat", "22.6657", "--k", "1000",
                              "--filter", "kind = 'craft_village'"});
    EXPECT_THAT(near.out, testing::AllOf(HasSubstr("craft_village"), testing::Not(HasSubstr("agro_processing"))));
}

TEST_F(Questions, FindsGapsAndMeasuresIndicators) {
    const auto made = sanvat(
        {"gaps", "--store", store(), "--as-of", "2025-09-01", "--part", "expiring", "--out", file("expiring.csv")});
    ASSERT_EQ(made.exit_code, 0) << made.err;
    EXPECT_THAT(made.err, HasSubstr("records as of 2025-09-01, units as of 2025-09-01"));
    EXPECT_THAT(text("expiring.csv"), HasSubstr("2026-02-20"));
    EXPECT_THAT(sanvat({"gaps", "--store", store()}).out, HasSubstr("\"gap\": \"villages\""));
    EXPECT_EQ(sanvat({"indicators", "--store", store(), "--out", file("indicators.csv")}).exit_code, 0);
    EXPECT_THAT(text("indicators.csv"), HasSubstr("products,Products with a rating in force,products,150,2025"));
    expect_complaint(sanvat({"gaps", "--store", store(), "--months", "0"}), "months");
    expect_complaint(sanvat({"gaps", "--store", store(), "--part", "towns"}), "give communes, expiring or villages");
    expect_complaint(sanvat({"indicators", "--store", store(), "--provenance", "guessed"}), "provenance");
}

TEST_F(Questions, RefusesAFilterWithTheCharacterWhereItGoesWrong) {
    const std::string s = store();
    const auto summary = [&](const std::string& filter) {
        return sanvat({"summary", "--store", s, "--by", "commune", "--filter", filter});
    };
    expect_complaint(summary("stars >"), "--filter: character 8: the filter ends");
    expect_complaint(summary("stars > 'four'"), "character 9: 'four' is text");
    expect_complaint(summary("colour = 1"), "none of facilities, products, raw-material-areas has a property");
    expect_complaint(summary(std::string(10'000, '(') + "stars = 4" + std::string(10'000, ')')), "at most 4000");
    expect_complaint(summary(std::string(100, '(') + "stars = 4" + std::string(100, ')')), "64");
    expect_complaint(summary(""), "--filter: is empty");
    expect_complaint(
        sanvat({"export", "--store", s, "--collection", "products", "--filter", "kind = 'x'", "--out", file("p.csv")}),
        "products has no property \"kind\"");
}

TEST_F(Questions, LaysAreasOverUnits) {
    const auto made =
        sanvat({"overlay", "--store", store(), "--by", "district", "--crop", "thuoc_la", "--out", file("o.csv")});
    ASSERT_EQ(made.exit_code, 0) << made.err;
    EXPECT_THAT(made.err, HasSubstr("5078.00 ha: 0.00 by outlines, 2994.87 by illustrative outlines"));
    EXPECT_THAT(text("o.csv"), HasSubstr("thuoc_la_hoa_an,Thuốc lá Hòa An,thuoc_la,thuốc lá,051,Huyện Hòa An,1774.65"));
    EXPECT_THAT(text("o.csv"), HasSubstr("2083.13"));
    EXPECT_THAT(sanvat({"overlay", "--store", store(), "--by", "commune"}).out, HasSubstr("\"FeatureCollection\""));
}

TEST_F(Questions, CarriesAFigureToUnitsOfAnotherTime) {
    const auto made = sanvat({"crosswalk", "--store", store(), "--from", "commune", "--to", "district", "--figure",
                              "facilities", "--out", file("c.csv")});
    ASSERT_EQ(made.exit_code, 0) << made.err;
    EXPECT_THAT(made.err, HasSubstr("from units as of 2025-07-01 to units as of 2025-06-30; in all 516"));
    EXPECT_THAT(text("c.csv"), HasSubstr("049,Huyện Quảng Hòa,"));
    EXPECT_THAT(text("c.csv"), HasSubstr("19/2025/QĐ-TTg"));
}

TEST_F(Questions, FollowsValueChains) {
    const auto all = sanvat({"value-chain", "--store", store(), "--out", file("v.csv")});
    ASSERT_EQ(all.exit_code, 0) << all.err;
    EXPECT_THAT(all.err, HasSubstr("5 of 36 rated products have a stable value chain (13.9 %)"));
    EXPECT_THAT(text("v.csv"), HasSubstr("no-link"));
    const auto one = sanvat({"value-chain", "--store", store(), "--product", "duong_phen_bo_to"});
    EXPECT_THAT(one.out, HasSubstr("mia_quang_hoa"));
    EXPECT_THAT(one.err, HasSubstr("no-facility"));
    EXPECT_THAT(sanvat({"value-chain", "--store", store(), "--area", "che_phja_den"}).out,
                HasSubstr("tra_o_long_kolia"));
}

TEST_F(Questions, JoinsPointsWithUnits) {
    ASSERT_EQ(sanvat({"export", "--store", store(), "--collection", "districts", "--out", file("d.gpkg")}).exit_code,
              0);
    std::ofstream(file("p.csv")) << "ten,lon,lat\nThác Bản Giốc,106.70,22.85\nHà Nội,105.85,21.03\n";
    const auto joined = sanvat({"join", "--units", file("d.gpkg"), "--unit-key", "name", "--points", file("p.csv"),
                                "--nearest-within", "50km", "--out", file("j.csv")});
    EXPECT_EQ(joined.exit_code, 0) << joined.err;
    EXPECT_EQ(text("j.csv"),
              "ten,lon,lat,unit,unit_distance_m\nThác Bản Giốc,106.70,22.85,Trùng Khánh,0\nHà Nội,105.85,21.03,,\n");
    expect_complaint(sanvat({"join", "--units", file("d.gpkg"), "--points", file("none.csv"), "--out", file("k.csv")}),
                     "none.csv");
    expect_complaint(sanvat({"join", "--units", file("d.gpkg"), "--points", file("p.csv"), "--nearest-within", "-1",
                             "--out", file("k.csv")}),
                     "--nearest-within");
    for (const std::string& unwritable : {file("none/k.csv"), std::string("/proc/k.csv"), file("p.csv")}) {
        expect_complaint(sanvat({"join", "--units", file("d.gpkg"), "--points", file("p.csv"), "--out", unwritable}),
                         unwritable);
    }
}

}  // namespace
}  // namespace sanvat::questions_test
