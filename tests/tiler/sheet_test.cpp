// SPDX-License-Identifier: Apache-2.0
#include "tiler/sheet.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <future>
#include <sstream>

#include "data/error.hpp"
#include "tests/support/sample_province.hpp"
#include "tests/support/subprocess.hpp"
#include "tests/support/temporary_folder.hpp"
#include "tests/tiler/mapped_province.hpp"
#include "tests/tiler/picture.hpp"
#include "tiler/figure_title.hpp"
#include "tiler/tile_service.hpp"

namespace sanvat::tiler::sheet_test {
namespace {

using testing::HasSubstr;
using testing::Not;

TileService& service() {
    static TileService instance({.theme = {}, .cache_bytes = 1u << 20u, .threads = 2, .queue = 64});
    return instance;
}

SheetRequest overview(SheetFormat format = SheetFormat::pdf) {
    SheetRequest request;
    request.name = "overview";
    request.format = format;
    return request;
}

std::string draw(const SheetRequest& request, const TileService::SnapshotPtr& snapshot = test::mapped_snapshot()) {
    std::promise<TileResult> promise;
    EXPECT_TRUE(
        service().render_sheet(snapshot, request, [&](TileResult result) { promise.set_value(std::move(result)); }));
    const TileResult result = promise.get_future().get();
    if (const auto* error = std::get_if<std::exception_ptr>(&result)) std::rethrow_exception(*error);
    EXPECT_EQ(std::get<Tile>(result).media_type, media_type(request.format));
    return *std::get<Tile>(result).bytes;
}

/// What Poppler, which had no part in writing it, prints of a PDF.
std::string poppler(const std::string& program, const std::string& pdf, const std::vector<std::string>& options = {}) {
    const test::TemporaryFolder folder;
    const std::string file = folder / "sheet.pdf";
    std::ofstream(file, std::ios::binary) << pdf;
    std::vector<std::string> words{"/usr/bin/" + program};
    words.insert(words.end(), options.begin(), options.end());
    words.push_back(file);
    if (program == "pdftotext") words.emplace_back("-");
    const auto printed = test::run(words);
    EXPECT_EQ(printed.exit_code, 0) << printed.err;
    EXPECT_EQ(printed.err, "") << "Poppler finds fault with the file";
    return printed.out;
}

/// All its text, with one blank wherever lines or words part.
std::string words_of(const std::string& pdf) {
    std::string text;
    for (const char c : poppler("pdftotext", pdf)) {
        const bool blank = c == ' ' || c == '\n' || c == '\f';
        if (!blank) text += c;
        if (blank && !text.empty() && text.back() != ' ') text += ' ';
    }
    return text;
}

TEST(Sheet, APdfIsPaperWithTextThatCanBeSearched) {
    const std::string pdf = draw(overview());
    EXPECT_THAT(poppler("pdfinfo", pdf), HasSubstr("(A4)"));
    EXPECT_THAT(poppler("pdfinfo", pdf), HasSubstr("Pages:           1\n"));
    const std::string words = words_of(pdf);
    EXPECT_THAT(words, HasSubstr("Tỉnh nhỏ – Tổng quan"));
    EXPECT_THAT(words, HasSubstr("Số liệu ngày 01/07/2025, ranh giới ngày 01/07/2025"));
    EXPECT_THAT(words, HasSubstr("Chú giải"));
    EXPECT_THAT(words, HasSubstr("Cơ sở chế biến nông sản"));
    EXPECT_THAT(words, HasSubstr("2: 1 đã công bố, 1 minh hoạ"));
    EXPECT_THAT(words, HasSubstr("Nguồn: thử nghiệm"));
    EXPECT_THAT(words, HasSubstr("minh hoạ (không có thật, vẽ bằng ký hiệu rỗng)"));
    EXPECT_THAT(words, HasSubstr("WGS 84"));
    EXPECT_THAT(words, HasSubstr("Tỉ lệ 1:"));
    EXPECT_THAT(words, HasSubstr("106°15′Đ"));
    EXPECT_THAT(words, HasSubstr("10 km"));
    EXPECT_THAT(words, HasSubstr("Phục Hòa")) << "names that Mapnik wrote on the map";
    EXPECT_THAT(words, HasSubstr("Làng rèn Phúc Sen"));
    EXPECT_THAT(words, HasSubstr("QL3"));
}

TEST(Sheet, SpeaksEnglishToo) {
    SheetRequest request = overview();
    request.language = "en";
    const std::string words = words_of(draw(request));
    EXPECT_THAT(words, HasSubstr("Records as of 2025-07-01, boundaries of 2025-07-01"));
    EXPECT_THAT(words, HasSubstr("Agro-processing facilities"));
    EXPECT_THAT(words, HasSubstr("106°15′E"));
    EXPECT_THAT(words, HasSubstr("illustrative (made up, drawn hollow)"));
    EXPECT_THAT(words, Not(HasSubstr("Chú giải")));
}

TEST(Sheet, ShowsTheTitleGivenWithItsDiacriticsHoweverTheyAreEncoded) {
    SheetRequest request = overview();
    request.title = "Huye\u0323\u0302n Tru\u0300ng Kha\u0301nh: đường phên";  // letters and marks apart
    EXPECT_THAT(words_of(draw(request)), HasSubstr("Huyện Trùng Khánh: đường phên"));
    request.title = "";
    EXPECT_THAT(words_of(draw(request)), Not(HasSubstr("Tổng quan")));
    request.title.emplace();
    for (std::size_t i = 0; i < most_title_letters; ++i)
        *request.title += "Ậ";
    EXPECT_THAT(words_of(draw(request)), HasSubstr(*request.title)) << "shrunk, not cut";
}

TEST(Sheet, EveryLetterOfTheAlphabetIsInTheTextAndDrawn) {
    SheetRequest request = overview();
    request.title =
        "AĂÂBCDĐEÊGHIKLMNOÔƠPQRSTUƯVXY aăâbcdđeêghiklmnoôơpqrstuưvxy ằẳẵắặ ầẩẫấậ ềểễếệ ồổỗốộ ờởỡớợ ừửữứự ỳỷỹýỵ";
    EXPECT_THAT(words_of(draw(request)), HasSubstr(*request.title));
}

TEST(Sheet, ALegendIsThereUnlessItIsNotWanted) {
    SheetRequest request = overview();
    request.legend = false;
    const std::string words = words_of(draw(request));
    EXPECT_THAT(words, Not(HasSubstr("Chú giải")));
    EXPECT_THAT(words, HasSubstr("Tỉ lệ 1:"));
    request.legend = true;
    request.layers = {"communes", "cooperatives"};
    const std::string some = words_of(draw(request));
    EXPECT_THAT(some, HasSubstr("Hợp tác xã"));
    EXPECT_THAT(some, Not(HasSubstr("Làng nghề")));
}

TEST(Sheet, TellsTheDayAndTheFilter) {
    SheetRequest request = overview();
    request.as_of = test::day("2023-06-01");
    request.filter.add(analysis::parse_provenance_condition("reported"));
    const std::string words = words_of(draw(request));
    EXPECT_THAT(words, HasSubstr("Số liệu ngày 01/06/2023"));
    EXPECT_THAT(words, HasSubstr("Chỉ thể hiện những gì đã được công bố."));
    EXPECT_THAT(words, Not(HasSubstr("inh hoạ"))) << "neither in the notes nor in the legend";
}

TEST(Sheet, AFilterByProvenanceIsSaidInWords) {
    SheetRequest request = overview();
    request.filter.add(analysis::parse_provenance_condition("reported"));
    EXPECT_THAT(words_of(draw(request)), HasSubstr("Chỉ thể hiện những gì đã được công bố."));
    request.language = "en";
    EXPECT_THAT(words_of(draw(request)), HasSubstr("Shows only what is reported."));
    request.filter.add(analysis::PropertyCondition{"stars", {"5"}});
    EXPECT_THAT(words_of(draw(request)), HasSubstr("Only records for which:"));
}

const TileService::SnapshotPtr& sample() {
    return test::sample_snapshot();
}

SheetRequest sheet_of(const std::string& style, QuestionText question = {}) {
    SheetRequest request = overview();
    request.name = style;
    request.question = std::move(question);
    return request;
}

/// Height of the line of the first word that begins so, points: about 1.36 times the size of its letters.
double line_height(const std::string& pdf, const std::string& word) {
    std::istringstream lines(poppler("pdftotext", pdf, {"-bbox"}));
    for (std::string line; std::getline(lines, line);) {
        const auto value = [&](const std::string& name) {
            return std::stod(line.substr(line.find(name + "=\"") + name.size() + 2));
        };
        if (line.find(">" + word) != std::string::npos) return value("yMax") - value("yMin");
    }
    ADD_FAILURE() << word << " is not there";
    return 0;
}

TEST(Sheet, ALongLegendTakesMoreColumnsRatherThanSmallLetters) {
    constexpr double least_pt = 7;
    constexpr double line_of_letter = 1.362;  // Noto Sans: ascent and descent
    for (const auto& [style, word] : {std::pair("tour", "Rèn"), {"products", "sao"}, {"overview", "Hợp"}})
        EXPECT_GE(line_height(draw(sheet_of(style), sample()), word), least_pt * line_of_letter) << style;
}

// Without a legend there is room for a scale at which stops are drawn, beside one there is not.
TEST(Sheet, TheLegendListsWhatTheMapShowsBesideIt) {
    SheetRequest request = overview();
    request.layers = {"tour-stops"};
    request.language = "en";
    request.box = data::Envelope{105.2, 21.5, 109.8, 23.9};
    request.size = SheetPixels{1754, 1240};
    const std::string words = words_of(draw(request, sample()));
    EXPECT_THAT(words, HasSubstr("Web Mercator"));
    EXPECT_THAT(words, Not(HasSubstr("Tour stops")));
    EXPECT_THAT(words, Not(HasSubstr("records in the layers")));
}

TEST(Sheet, ALongFilterLeavesTheNotesLegible) {
    SheetRequest request = overview();
    const double usual = line_height(draw(request), "Nguồn");
    analysis::PropertyCondition many{"id", {}};
    for (int i = 0; i < 200; ++i)
        many.one_of.push_back("cơ sở số " + std::to_string(i));
    request.filter.add(many);
    const std::string pdf = draw(request);
    EXPECT_GE(line_height(pdf, "Nguồn"), usual * 0.8);
    EXPECT_THAT(words_of(pdf), HasSubstr("…"));
}

TEST(Sheet, MapsByAFigureSayWhichAndItsBoundaries) {
    const std::string words =
        words_of(draw(sheet_of("choropleth", {{"figure", "products_4"}, {"by", "district"}}), sample()));
    EXPECT_THAT(words, HasSubstr("– Số sản phẩm OCOP 4 sao, theo huyện, thành phố"));
    EXPECT_THAT(words, HasSubstr("ranh giới ngày 30/06/2025"));
    EXPECT_THAT(words, Not(HasSubstr("Bản đồ phân cấp")));
}

TEST(Sheet, AFigureIsThereThoughItsNameHasNoRoom) {
    const auto found = analysis::classes_of(*sample(), [] {
        analysis::FigureClassesQuestion question;
        question.summary.by = data::AdminLevel::district;
        question.figure = "facilities";
        return question;
    }());
    SheetRequest request = sheet_of("choropleth", {{"by", "district"}});
    request.legend = false;
    const std::string words = " " + words_of(draw(request, sample()));
    std::map<std::string, int> wanted;
    for (const auto& [unit, figure] : found.figures)
        ++wanted[figure_text(figure, "vi")];
    for (const auto& [figure, number] : wanted) {
        int seen = 0;
        for (std::size_t at = words.find(" " + figure + " "); at != std::string::npos;
             at = words.find(" " + figure + " ", at + 1))
            ++seen;
        EXPECT_GE(seen, number) << figure;
    }
}

/// True where a picture has a pixel of the colour.
bool holds(const Image& image, Colour colour) {
    return std::ranges::any_of(image.pixels, [&](std::uint32_t pixel) {
        const Colour seen{static_cast<std::uint8_t>(pixel), static_cast<std::uint8_t>(pixel >> 8u),
                          static_cast<std::uint8_t>(pixel >> 16u)};
        return test::difference(seen, colour) < 8;
    });
}

TEST(Sheet, APngHasThePixelsAskedFor) {
    SheetRequest request = overview(SheetFormat::png);
    request.size = SheetPixels{1600, 1200};
    const Image image = test::read_png(draw(request));
    EXPECT_EQ(image.width, 1600);
    EXPECT_EQ(image.height, 1200);
    EXPECT_TRUE(holds(image, {0xb4, 0x23, 0x2a})) << "a craft village";
    request.size.reset();
    request.dpi = 100;
    const Image paper = test::read_png(draw(request));
    EXPECT_EQ(paper.width, 1169);
    EXPECT_EQ(paper.height, 827);
}

TEST(Sheet, TheSmallestSheetIsAPixelAndTheLargestADrawing) {
    SheetRequest request = overview(SheetFormat::png);
    request.size = SheetPixels{1, 1};
    EXPECT_EQ(test::read_png(draw(request)).pixels.size(), 1u);
    request.format = SheetFormat::svg;
    request.size = SheetPixels{most_sheet_side_px, most_sheet_side_px};
    EXPECT_THAT(draw(request).substr(0, 400), HasSubstr("<svg"));
}

TEST(Sheet, APngSaysHowLargeItIsOnPaper) {
    SheetRequest request = overview(SheetFormat::png);
    request.dpi = 200;
    const std::string png = draw(request);
    const auto at = png.find("pHYs");
    ASSERT_NE(at, std::string::npos);
    EXPECT_EQ(png.substr(at + 4, 9), std::string("\0\0\x1e\xc2\0\0\x1e\xc2\1", 9)) << "7874 pixels a metre";
    EXPECT_GT(test::read_png(png).width, 1000) << "libpng finds no fault with it";
}

TEST(Sheet, TheSameQuestionGivesTheSameBytes) {
    for (const auto format : {SheetFormat::pdf, SheetFormat::png, SheetFormat::svg})
        EXPECT_TRUE(draw(overview(format)) == draw(overview(format))) << to_string(format);
}

TEST(Sheet, ShowsTheBoxAskedForAndTheNamesInItWhole) {
    SheetRequest request = overview();
    request.box = data::Envelope{106.4, 22.0, 106.6, 22.2};
    const std::string words = words_of(draw(request));
    EXPECT_THAT(words, HasSubstr("Phục Hòa"));
    EXPECT_THAT(words, Not(HasSubstr("Phúc Sen"))) << "lies west of it";
}

TEST(Sheet, AnUprightBoxTakesUprightPaper) {
    SheetRequest request = overview();
    request.box = data::Envelope{106.2, 21.8, 106.4, 22.6};
    EXPECT_THAT(poppler("pdfinfo", draw(request)), HasSubstr("595.276 x 841.89 pts"));
    request.paper = Paper::a3;
    EXPECT_THAT(poppler("pdfinfo", draw(request)), HasSubstr("841.89 x 1190.55 pts"));
}

std::string refused(const SheetRequest& request) {
    try {
        static_cast<void>(service().render_sheet(test::mapped_snapshot(), request, [](const TileResult&) {}));
    } catch (const data::Error& error) {
        EXPECT_FALSE(error.remedy().empty()) << error.what();
        return error.place().parameter;
    }
    return "";
}

TEST(Sheet, RefusesWhatCannotBe) {
    const auto with = [](auto change) {
        SheetRequest request = overview(SheetFormat::png);
        request.size = SheetPixels{800, 600};
        change(request);
        return refused(request);
    };
    EXPECT_EQ(with([](auto& r) { r.name = "nonsense"; }), "name");
    EXPECT_EQ(with([](auto& r) { r.name = "production"; }), "name");
    EXPECT_EQ(with([](auto& r) { r.layers = {"nonsense"}; }), "layers");
    EXPECT_EQ(with([](auto& r) { r.size->width = 100'000; }), "width");
    EXPECT_EQ(with([](auto& r) { r.size->height = 0; }), "height");
    EXPECT_EQ(with([](auto& r) { r.size = SheetPixels{8192, 8192}; }), "width");
    EXPECT_EQ(with([](auto& r) { r.dpi = 5; }), "dpi");
    EXPECT_EQ(with([](auto& r) { r.dpi = 10'000; }), "dpi");
    EXPECT_EQ(with([](auto& r) { r.size = SheetPixels{8192, 10}, r.dpi = 36; }), "dpi");
    EXPECT_EQ(with([](auto& r) { r.size.reset(), r.paper = Paper::a3, r.dpi = 600; }), "dpi");
    EXPECT_EQ(with([](auto& r) { r.box = data::Envelope{106, 22, 106, 23}; }), "bbox");
    EXPECT_EQ(with([](auto& r) { r.box = data::Envelope{106, 86, 107, 87}; }), "bbox");
    EXPECT_EQ(with([](auto& r) { r.box = data::Envelope{106, -89, 107, -86}; }), "bbox");
    EXPECT_EQ(with([](auto& r) { r.title = std::string(most_title_letters + 1, 'a'); }), "title");
    EXPECT_EQ(with([](auto& r) { r.title = "two\nlines"; }), "title");
    EXPECT_EQ(with([](auto& r) { r.title = "\xff"; }), "title");
    EXPECT_EQ(with([](auto& r) { r.language = "fr"; }), "lang");
}

TEST(Sheet, GivesUpWhenItsTimeIsOver) {
    SheetRequest request = overview();
    request.time_limit = std::chrono::milliseconds(0);
    try {
        static_cast<void>(draw(request));
        FAIL();
    } catch (const data::Error& error) {
        EXPECT_EQ(error.kind(), data::ErrorKind::busy);
    }
}

TEST(Sheet, OnlySoManyAreTakenOnAtATime) {
    TileService one({.theme = {}, .cache_bytes = 1u << 20u, .threads = 1, .queue = 64});
    std::promise<void> begun;
    std::promise<void> release;
    std::atomic<int> drawn = 0;
    const auto snapshot = test::mapped_snapshot();
    SheetRequest request = overview();
    request.size = SheetPixels{10, 10};
    TileRequest tile;
    tile.name = "production";
    tile.format = TileFormat::mvt;
    ASSERT_TRUE(one.render(snapshot, tile, [&](const TileResult&) {
        begun.set_value();
        release.get_future().wait();
    }));
    begun.get_future().wait();
    for (int i = 0; i < most_sheets; ++i)
        EXPECT_TRUE(one.render_sheet(snapshot, request, [&](const TileResult&) { ++drawn; })) << i;
    EXPECT_FALSE(one.render_sheet(snapshot, request, [](const TileResult&) { FAIL(); }));
    release.set_value();
    std::promise<void> last;
    while (!one.render_sheet(snapshot, request, [&](const TileResult&) { last.set_value(); }))
        std::this_thread::yield();
    last.get_future().wait();
    EXPECT_EQ(drawn, most_sheets) << "those that were taken on are drawn";
}

TEST(Sheet, AStoreWithoutAnythingHasASheetToo) {
    data::Register content;
    const auto nowhere = analysis::Snapshot::make(content, test::day("2025-07-01"));
    const std::string words = words_of(draw(overview(), nowhere));
    EXPECT_THAT(words, HasSubstr("Tổng quan"));
    EXPECT_THAT(words, Not(HasSubstr("ranh giới ngày")));
}

}  // namespace
}  // namespace sanvat::tiler::sheet_test
