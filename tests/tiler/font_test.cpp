// SPDX-License-Identifier: Apache-2.0
#include "tiler/font.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <future>
#include <vector>

#include "tests/support/temporary_folder.hpp"
#include "tiler/font_faces.hpp"
#include "tiler/missing_letter.hpp"
#include "tiler/shaped_text.hpp"
#include "tiler/theme.hpp"

namespace sanvat::tiler::font_test {
namespace {

using testing::ElementsAre;

std::shared_ptr<const Theme> theme() {
    static const auto theme = load_theme(default_theme_file());
    return theme;
}

/// What is said where that file is opened as a theme opens it.
std::string complaint(const std::filesystem::path& file) {
    try {
        return font_faces(std::make_shared<const Font>(file)).front();
    } catch (const data::Error& error) {
        EXPECT_EQ(error.kind(), data::ErrorKind::bad_input);
        EXPECT_EQ(error.place().file, file.string());
        return error.problem();
    }
}

TEST(Font, AFileThatIsNoneIsNamed) {
    const test::TemporaryFolder folder;
    EXPECT_EQ(complaint(folder / "gone.ttf"), "is no font");
    EXPECT_EQ(complaint(folder.write("empty.ttf", "")), "is no font");
    EXPECT_EQ(complaint(folder.write("words.ttf", "Chữ viết không phải là phông chữ.")), "is no font");
    const auto bytes = theme()->regular.opened->bytes();
    const std::string beginning(bytes.begin(), bytes.begin() + 500);
    EXPECT_EQ(complaint(folder.write("cut.ttf", beginning)), "is no font");
    EXPECT_EQ(complaint(theme()->regular.file), "Noto Sans Regular");
}

TEST(Font, FacesSayWhatTheyAreCalled) {
    EXPECT_THAT(font_faces(theme()->regular.opened), ElementsAre("Noto Sans Regular"));
    EXPECT_THAT(font_faces(theme()->bold.opened), ElementsAre("Noto Sans Bold"));
}

TEST(Font, OfAThemeIsTheFileThatTheThemeFound) {
    for (const auto face : {FontFace::regular, FontFace::bold, FontFace::italic}) {
        const ThemeFont& font = theme()->font(face);
        EXPECT_EQ(font.opened->file(), font.file);
        EXPECT_EQ(font.opened->bytes().size(), std::filesystem::file_size(font.file));
    }
}

TEST(Font, TellsWhichLetterItLacks) {
    const Font& font = *theme()->bold.opened;
    EXPECT_EQ(missing_letter(font, "Sản vật Cao Bằng, huyện Nguyên Bình"), std::nullopt);
    EXPECT_EQ(missing_letter(font, "Ba\u0306\u0300ng"), std::nullopt) << "letters and their marks one by one";
    EXPECT_EQ(missing_letter(font, "Cao Bằng 高平"), "高");
    EXPECT_EQ(missing_letter(font, ""), std::nullopt);
}

/// Letters with their places.
std::string in_words(const ShapedText& text) {
    std::string words;
    for (std::size_t i = 0; i < text.letters().size(); ++i)
        words += std::to_string(text.letters()[i].codepoint) + "+" + std::to_string(text.places()[i].x_advance) + " ";
    return words;
}

TEST(Font, ServesThreadsTogetherAsItServesOne) {
    const std::vector<std::string> names{"Trùng Khánh", "Hợp tác xã nông nghiệp Phúc Sen", "Thác Bản Giốc",
                                         "Nguyên Bình", "Lạp xưởng hun khói Cao Bằng",     "Quảng Hòa"};
    std::vector<std::string> alone;
    for (const std::string& name : names)
        alone.push_back(in_words(ShapedText(*theme()->italic.opened, name)));
    // Not looked at by any thread yet.
    const Font fresh(theme()->italic.file);
    std::vector<std::future<std::vector<std::string>>> threads;
    for (int i = 0; i < 4; ++i) {
        threads.push_back(std::async(std::launch::async, [&] {
            std::vector<std::string> shaped;
            for (const std::string& name : names)
                shaped.push_back(in_words(ShapedText(fresh, name)));
            return shaped;
        }));
    }
    for (auto& thread : threads)
        EXPECT_EQ(thread.get(), alone);
}

}  // namespace
}  // namespace sanvat::tiler::font_test
