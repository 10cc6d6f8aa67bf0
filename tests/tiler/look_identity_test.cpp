// SPDX-License-Identifier: Apache-2.0
#include "tiler/look_identity.hpp"

#include <gtest/gtest.h>

#include <filesystem>

#include "tests/support/temporary_folder.hpp"

namespace sanvat::tiler::look_identity_test {
namespace {

namespace fs = std::filesystem;

class LookIdentity : public testing::Test {
protected:
    LookIdentity() {
        fs::copy(default_theme_file(), folder / "theme.toml");
        fs::copy(default_theme_file().parent_path() / "icons", folder / "icons");
        theme = *load_theme(folder / "theme.toml");
        before = look_identity(theme);
    }

    test::TemporaryFolder folder;
    Theme theme;
    std::string before;
};

TEST_F(LookIdentity, StaysWhereNothingChanged) {
    EXPECT_EQ(look_identity(*load_theme(folder / "theme.toml")), before);
    EXPECT_EQ(look_identity(theme, program_identity()), before);
}

TEST_F(LookIdentity, IsAnotherForAnotherProgram) {
    EXPECT_NE(look_identity(theme, "sanvat 99.0"), before);
}

TEST_F(LookIdentity, IsAnotherForOtherIcons) {
    fs::copy_file(folder / "icons" / "star.svg", folder / "icons" / "anvil.svg", fs::copy_options::overwrite_existing);
    EXPECT_NE(look_identity(theme), before);
}

TEST_F(LookIdentity, IsAnotherForOtherLettersInAFontOfTheSameName) {
    theme.regular.file = theme.italic.file;
    EXPECT_NE(look_identity(theme), before);
}

TEST_F(LookIdentity, IsAnotherForAnotherTheme) {
    theme.digest = "another";
    EXPECT_NE(look_identity(theme), before);
}

}  // namespace
}  // namespace sanvat::tiler::look_identity_test
