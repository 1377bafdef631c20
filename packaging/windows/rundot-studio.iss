; Inno Setup 6: the installer for Windows, from a finished bundle in dist\rundot-studio.
;   iscc /DVersion=X.Y.Z packaging\windows\rundot-studio.iss
; Signed where a sign tool is configured under the name "rundot":  iscc /DSigned ... "/Srundot=signtool sign ... $f"
#ifndef Version
  #error Say which version: /DVersion=...
#endif

[Setup]
AppId={{6D2C2F0B-5D0B-4B9E-9A53-3D7B9E8C1A54}
AppName=Rundot Studio
AppVersion={#Version}
AppPublisher=The Rundot Studio developers
VersionInfoVersion={#Version}
DefaultDirName={autopf}\Rundot Studio
DefaultGroupName=Rundot Studio
DisableProgramGroupPage=yes
; Into the artist's own folder without an administrator, for all users with one.
PrivilegesRequired=lowest
PrivilegesRequiredOverridesAllowed=dialog
ArchitecturesAllowed=x64compatible
ArchitecturesInstallIn64BitMode=x64compatible
MinVersion=10.0.17763
SourceDir=..\..
OutputDir=dist
OutputBaseFilename=rundot-studio-{#Version}-setup
SetupIconFile=build\packages\generated\rundot-studio.ico
UninstallDisplayIcon={app}\rundot-studio.exe
LicenseFile=LICENSE
Compression=lzma2/max
SolidCompression=yes
WizardStyle=modern
ChangesAssociations=yes
CloseApplications=yes
#ifdef Signed
SignTool=rundot
SignedUninstaller=yes
#endif

[Languages]
Name: "en"; MessagesFile: "compiler:Default.isl"
Name: "de"; MessagesFile: "compiler:Languages\German.isl"

[CustomMessages]
en.OpenWith=Offer Rundot Studio for pictures (it does not become their usual program)
de.OpenWith=Rundot Studio für Bilder anbieten (ihr übliches Programm bleibt)

[Tasks]
Name: "desktopicon"; Description: "{cm:CreateDesktopIcon}"; Flags: unchecked
Name: "openwith"; Description: "{cm:OpenWith}"

[Files]
Source: "dist\rundot-studio\*"; DestDir: "{app}"; Flags: ignoreversion recursesubdirs createallsubdirs

[InstallDelete]
; What an older version brought must not stay beside the new libraries.
Type: filesandordirs; Name: "{app}\_internal"

[Icons]
Name: "{group}\Rundot Studio"; Filename: "{app}\rundot-studio.exe"
Name: "{autodesktop}\Rundot Studio"; Filename: "{app}\rundot-studio.exe"; Tasks: desktopicon

[Registry]
Root: HKA; Subkey: "Software\Classes\RundotStudio.Picture"; ValueType: string; ValueData: "Picture"; Flags: uninsdeletekey; Tasks: openwith
Root: HKA; Subkey: "Software\Classes\RundotStudio.Picture\DefaultIcon"; ValueType: string; ValueData: "{app}\rundot-studio.exe,0"; Tasks: openwith
Root: HKA; Subkey: "Software\Classes\RundotStudio.Picture\shell\open\command"; ValueType: string; ValueData: """{app}\rundot-studio.exe"" ""%1"""; Tasks: openwith
Root: HKA; Subkey: "Software\Classes\.png\OpenWithProgids"; ValueType: string; ValueName: "RundotStudio.Picture"; ValueData: ""; Flags: uninsdeletevalue; Tasks: openwith
Root: HKA; Subkey: "Software\Classes\.jpg\OpenWithProgids"; ValueType: string; ValueName: "RundotStudio.Picture"; ValueData: ""; Flags: uninsdeletevalue; Tasks: openwith
Root: HKA; Subkey: "Software\Classes\.jpeg\OpenWithProgids"; ValueType: string; ValueName: "RundotStudio.Picture"; ValueData: ""; Flags: uninsdeletevalue; Tasks: openwith
Root: HKA; Subkey: "Software\Classes\.webp\OpenWithProgids"; ValueType: string; ValueName: "RundotStudio.Picture"; ValueData: ""; Flags: uninsdeletevalue; Tasks: openwith
Root: HKA; Subkey: "Software\Classes\.gif\OpenWithProgids"; ValueType: string; ValueName: "RundotStudio.Picture"; ValueData: ""; Flags: uninsdeletevalue; Tasks: openwith

[Run]
Filename: "{app}\rundot-studio.exe"; Description: "{cm:LaunchProgram,Rundot Studio}"; Flags: nowait postinstall skipifsilent
