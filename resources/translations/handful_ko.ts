<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ko" sourcelanguage="en">
    <context>
        <name>AcceptBar</name>
        <message>
            <source>Accept nothing</source>
            <translation>확정하지 않기</translation>
        </message>
        <message>
            <source>Accept nothing (Esc)</source>
            <translation>확정하지 않기 (Esc)</translation>
        </message>
        <message>
            <source>Accept {n}</source>
            <translation>{n}장 확정</translation>
        </message>
        <message>
            <source>Least confidence to accept, in percent</source>
            <translation>확정할 최소 신뢰도(퍼센트)</translation>
        </message>
        <message>
            <source>No proposal waits for an answer here</source>
            <translation>확정을 기다리는 예측이 없습니다</translation>
        </message>
        <message>
            <source>None of {pictures}</source>
            <translation>{pictures} 중 해당하는 사진 없음</translation>
        </message>
        <message>
            <source>{n} of {pictures} · about {wrong} wrong ({error} %)</source>
            <translation>{pictures} 중 {n}장 · 오류 약 {wrong}장({error} %)</translation>
        </message>
        <message>
            <source>≥ {percent} %</source>
            <translation>≥ {percent} %</translation>
        </message>
    </context>
    <context>
        <name>Actions</name>
        <message>
            <source>&amp;About Handful</source>
            <translation>Handful 정보(&amp;A)</translation>
        </message>
        <message>
            <source>&amp;Accept</source>
            <translation>확정(&amp;A)</translation>
        </message>
        <message>
            <source>&amp;Add a class</source>
            <translation>클래스 추가(&amp;A)</translation>
        </message>
        <message>
            <source>&amp;All commands…</source>
            <translation>모든 명령(&amp;A)…</translation>
        </message>
        <message>
            <source>&amp;Clear label</source>
            <translation>라벨 지우기(&amp;C)</translation>
        </message>
        <message>
            <source>&amp;Confusion</source>
            <translation>혼동(&amp;C)</translation>
        </message>
        <message>
            <source>&amp;Demo pictures</source>
            <translation>데모 사진(&amp;D)</translation>
        </message>
        <message>
            <source>&amp;Edit</source>
            <translation>편집(&amp;E)</translation>
        </message>
        <message>
            <source>&amp;Enough examples?</source>
            <translation>예시가 충분한가요?(&amp;E)</translation>
        </message>
        <message>
            <source>&amp;Export labels…</source>
            <translation>라벨 내보내기(&amp;E)…</translation>
        </message>
        <message>
            <source>&amp;File</source>
            <translation>파일(&amp;F)</translation>
        </message>
        <message>
            <source>&amp;Fit of the examples</source>
            <translation>예시 적합도(&amp;F)</translation>
        </message>
        <message>
            <source>&amp;Help</source>
            <translation>도움말(&amp;H)</translation>
        </message>
        <message>
            <source>&amp;Keyboard shortcuts…</source>
            <translation>키보드 단축키(&amp;K)…</translation>
        </message>
        <message>
            <source>&amp;Label as</source>
            <translation>라벨 지정(&amp;L)</translation>
        </message>
        <message>
            <source>&amp;Larger pictures</source>
            <translation>사진 크게(&amp;L)</translation>
        </message>
        <message>
            <source>&amp;Move on after each decision</source>
            <translation>결정한 뒤 다음 사진으로 이동(&amp;M)</translation>
        </message>
        <message>
            <source>&amp;New project</source>
            <translation>새 프로젝트(&amp;N)</translation>
        </message>
        <message>
            <source>&amp;Next undecided</source>
            <translation>다음 미결정 사진(&amp;N)</translation>
        </message>
        <message>
            <source>&amp;Open project…</source>
            <translation>프로젝트 열기(&amp;O)…</translation>
        </message>
        <message>
            <source>&amp;Preview</source>
            <translation>미리 보기(&amp;P)</translation>
        </message>
        <message>
            <source>&amp;Quit</source>
            <translation>종료(&amp;Q)</translation>
        </message>
        <message>
            <source>&amp;Redo</source>
            <translation>다시 실행(&amp;R)</translation>
        </message>
        <message>
            <source>&amp;Review</source>
            <translation>검토(&amp;R)</translation>
        </message>
        <message>
            <source>&amp;Save project as…</source>
            <translation>다른 이름으로 프로젝트 저장(&amp;S)…</translation>
        </message>
        <message>
            <source>&amp;Search names</source>
            <translation>이름 검색(&amp;S)</translation>
        </message>
        <message>
            <source>&amp;Sort by</source>
            <translation>정렬 기준(&amp;S)</translation>
        </message>
        <message>
            <source>&amp;Stop classifying</source>
            <translation>분류 중지(&amp;S)</translation>
        </message>
        <message>
            <source>&amp;Undo</source>
            <translation>실행 취소(&amp;U)</translation>
        </message>
        <message>
            <source>&amp;Unknown</source>
            <translation>해당 없음(&amp;U)</translation>
        </message>
        <message>
            <source>&amp;User guide</source>
            <translation>사용 안내(&amp;U)</translation>
        </message>
        <message>
            <source>&amp;View</source>
            <translation>보기(&amp;V)</translation>
        </message>
        <message>
            <source>Accept above a con&amp;fidence…</source>
            <translation>신뢰도 기준으로 확정(&amp;F)…</translation>
        </message>
        <message>
            <source>Add &amp;folder…</source>
            <translation>폴더 추가(&amp;F)…</translation>
        </message>
        <message>
            <source>Add &amp;pictures…</source>
            <translation>사진 추가(&amp;P)…</translation>
        </message>
        <message>
            <source>All pictures</source>
            <translation>모든 사진</translation>
        </message>
        <message>
            <source>As added</source>
            <translation>추가한 순</translation>
        </message>
        <message>
            <source>As the system</source>
            <translation>시스템 설정</translation>
        </message>
        <message>
            <source>C&amp;lose window</source>
            <translation>창 닫기(&amp;L)</translation>
        </message>
        <message>
            <source>Choose &amp;what to show…</source>
            <translation>표시할 사진 선택(&amp;W)…</translation>
        </message>
        <message>
            <source>Choose the &amp;order…</source>
            <translation>정렬 순서 선택(&amp;O)…</translation>
        </message>
        <message>
            <source>Class</source>
            <translation>클래스</translation>
        </message>
        <message>
            <source>Class {n}</source>
            <translation>클래스 {n}</translation>
        </message>
        <message>
            <source>Disagreement with your label</source>
            <translation>내 라벨과 다른 순</translation>
        </message>
        <message>
            <source>Export &amp;model…</source>
            <translation>모델 내보내기(&amp;M)…</translation>
        </message>
        <message>
            <source>File date, newest first</source>
            <translation>파일 날짜(최신순)</translation>
        </message>
        <message>
            <source>Find mo&amp;ved pictures…</source>
            <translation>옮겨진 사진 찾기(&amp;V)…</translation>
        </message>
        <message>
            <source>Import labels from &amp;class folders…</source>
            <translation>클래스 폴더에서 라벨 가져오기(&amp;C)…</translation>
        </message>
        <message>
            <source>Import labels from a &amp;table…</source>
            <translation>표에서 라벨 가져오기(&amp;T)…</translation>
        </message>
        <message>
            <source>Labelled</source>
            <translation>라벨 있음</translation>
        </message>
        <message>
            <source>Lan&amp;guage</source>
            <translation>언어(&amp;G)</translation>
        </message>
        <message>
            <source>Least certain first</source>
            <translation>불확실한 순</translation>
        </message>
        <message>
            <source>Ma&amp;p of the pictures</source>
            <translation>사진 지도(&amp;P)</translation>
        </message>
        <message>
            <source>More &amp;room for insight</source>
            <translation>분석 영역 넓히기(&amp;R)</translation>
        </message>
        <message>
            <source>Most helpful first</source>
            <translation>도움이 큰 순</translation>
        </message>
        <message>
            <source>Name</source>
            <translation>이름</translation>
        </message>
        <message>
            <source>Ne&amp;xt pane</source>
            <translation>다음 영역(&amp;X)</translation>
        </message>
        <message>
            <source>New &amp;window</source>
            <translation>새 창(&amp;W)</translation>
        </message>
        <message>
            <source>Next su&amp;ggestion</source>
            <translation>다음 추천 사진(&amp;G)</translation>
        </message>
        <message>
            <source>Not labelled</source>
            <translation>라벨 없음</translation>
        </message>
        <message>
            <source>Open &amp;in new window…</source>
            <translation>새 창에서 열기(&amp;I)…</translation>
        </message>
        <message>
            <source>Open &amp;recent</source>
            <translation>최근 프로젝트 열기(&amp;R)</translation>
        </message>
        <message>
            <source>Pre&amp;vious pane</source>
            <translation>이전 영역(&amp;V)</translation>
        </message>
        <message>
            <source>Re&amp;move</source>
            <translation>제거(&amp;M)</translation>
        </message>
        <message>
            <source>S&amp;maller pictures</source>
            <translation>사진 작게(&amp;M)</translation>
        </message>
        <message>
            <source>Sh&amp;ow</source>
            <translation>표시(&amp;O)</translation>
        </message>
        <message>
            <source>Surest first</source>
            <translation>확실한 순</translation>
        </message>
        <message>
            <source>Ta&amp;ke pictures…</source>
            <translation>사진 찍기(&amp;K)…</translation>
        </message>
        <message>
            <source>Undo &amp;history…</source>
            <translation>실행 취소 기록(&amp;H)…</translation>
        </message>
        <message>
            <source>Unknown</source>
            <translation>해당 없음</translation>
        </message>
        <message>
            <source>Unreadable</source>
            <translation>읽을 수 없음</translation>
        </message>
        <message>
            <source>Use as e&amp;xample</source>
            <translation>예시로 사용(&amp;X)</translation>
        </message>
        <message>
            <source>What the answer rests &amp;on</source>
            <translation>예측의 근거(&amp;O)</translation>
        </message>
    </context>
    <context>
        <name>AdaptationView</name>
        <message>
            <source>Accuracy</source>
            <translation>정확도</translation>
        </message>
        <message>
            <source>Adaptation</source>
            <translation>적응</translation>
        </message>
        <message>
            <source>Change</source>
            <translation>변경</translation>
        </message>
        <message>
            <source>Examples per class</source>
            <translation>클래스당 예시</translation>
        </message>
        <message>
            <source>Fit of the examples</source>
            <translation>예시 적합도</translation>
        </message>
        <message>
            <source>Loss</source>
            <translation>손실</translation>
        </message>
        <message>
            <source>Step</source>
            <translation>단계</translation>
        </message>
        <message>
            <source>Two classes with two examples each show here how well they can be told apart.</source>
            <translation>두 클래스에 예시가 두 장씩 있으면 얼마나 잘 구별되는지 여기에 표시됩니다.</translation>
        </message>
        <message>
            <source>are recognised after 1 step</source>
            <translation>1단계 뒤 맞게 분류된 예시</translation>
        </message>
        <message>
            <source>are recognised after {n} steps</source>
            <translation>{n}단계 뒤 맞게 분류된 예시</translation>
        </message>
        <message>
            <source>are recognised by the others</source>
            <translation>나머지 예시로 맞게 분류된 예시</translation>
        </message>
    </context>
    <context>
        <name>AddRow</name>
        <message>
            <source>Add a class…</source>
            <translation>클래스 추가…</translation>
        </message>
        <message>
            <source>Add the class</source>
            <translation>클래스 추가</translation>
        </message>
        <message>
            <source>Add the class (Enter)</source>
            <translation>클래스 추가 (Enter)</translation>
        </message>
        <message>
            <source>Name of a new class</source>
            <translation>새 클래스 이름</translation>
        </message>
    </context>
    <context>
        <name>Answer</name>
        <message>
            <source>Cannot be read</source>
            <translation>읽을 수 없음</translation>
        </message>
        <message>
            <source>Closest is {name}.</source>
            <translation>가장 가까운 클래스는 {name}입니다.</translation>
        </message>
        <message>
            <source>Example of {name}</source>
            <translation>{name} 클래스의 예시</translation>
        </message>
        <message>
            <source>It is sorted as soon as two classes have examples.</source>
            <translation>두 클래스에 예시가 생기면 바로 분류됩니다.</translation>
        </message>
        <message>
            <source>Its turn has not come yet.</source>
            <translation>아직 순서를 기다리고 있습니다.</translation>
        </message>
        <message>
            <source>None of these classes</source>
            <translation>어느 클래스에도 해당 없음</translation>
        </message>
        <message>
            <source>Not sorted yet</source>
            <translation>아직 분류되지 않음</translation>
        </message>
        <message>
            <source>What you choose is for all of them. Shown is the first.</source>
            <translation>선택한 작업은 모든 사진에 적용됩니다. 첫 번째 사진이 표시됩니다.</translation>
        </message>
        <message>
            <source>You said: none of these classes</source>
            <translation>내 라벨: 어느 클래스에도 해당 없음</translation>
        </message>
        <message>
            <source>You said: {name}</source>
            <translation>내 라벨: {name}</translation>
        </message>
        <message>
            <source>{name}, {percent} sure</source>
            <translation>{name}, 신뢰도 {percent}</translation>
        </message>
        <message>
            <source>{n} pictures selected</source>
            <translation>사진 {n}장 선택됨</translation>
        </message>
    </context>
    <context>
        <name>CameraDesk</name>
        <message>
            <source>The camera shows nothing</source>
            <translation>카메라에 아무것도 보이지 않습니다</translation>
        </message>
    </context>
    <context>
        <name>CameraDialog</name>
        <message>
            <source>Camera</source>
            <translation>카메라</translation>
        </message>
        <message>
            <source>Done</source>
            <translation>완료</translation>
        </message>
        <message>
            <source>Examples of {name}</source>
            <translation>{name} 클래스의 예시</translation>
        </message>
        <message>
            <source>Pictures to sort</source>
            <translation>분류할 사진</translation>
        </message>
        <message>
            <source>Take picture</source>
            <translation>사진 찍기</translation>
        </message>
        <message>
            <source>Take pictures</source>
            <translation>사진 찍기</translation>
        </message>
        <message>
            <source>They are</source>
            <translation>용도</translation>
        </message>
        <message>
            <source>What the pictures are for</source>
            <translation>사진의 용도</translation>
        </message>
        <message>
            <source>of the camera</source>
            <translation>(카메라)</translation>
        </message>
        <message>
            <source>{pictures} taken</source>
            <translation>{pictures} 찍음</translation>
        </message>
    </context>
    <context>
        <name>CardHead</name>
        <message>
            <source>1 example</source>
            <translation>예시 1장</translation>
        </message>
        <message>
            <source>Add pictures to {name}</source>
            <translation>{name} 클래스에 사진 추가</translation>
        </message>
        <message>
            <source>Drop pictures here, or add some with +</source>
            <translation>사진을 여기에 놓거나 + 버튼으로 추가하세요</translation>
        </message>
        <message>
            <source>Fold the pictures of {name}</source>
            <translation>{name} 클래스의 사진 접기</translation>
        </message>
        <message>
            <source>More actions for {name}</source>
            <translation>{name} 클래스의 추가 작업</translation>
        </message>
        <message>
            <source>No examples yet</source>
            <translation>예시 없음</translation>
        </message>
        <message>
            <source>Show all pictures of {name}</source>
            <translation>{name} 클래스의 사진 모두 보기</translation>
        </message>
        <message>
            <source>{count} examples</source>
            <translation>예시 {count}장</translation>
        </message>
        <message>
            <source>{count} sorted here</source>
            <translation>{count}장 분류됨</translation>
        </message>
    </context>
    <context>
        <name>CardWidget</name>
        <message>
            <source>Add pictures…</source>
            <translation>사진 추가…</translation>
        </message>
        <message>
            <source>Class {name}, {counts}</source>
            <translation>{name} 클래스, {counts}</translation>
        </message>
        <message>
            <source>Delete class</source>
            <translation>클래스 삭제</translation>
        </message>
        <message>
            <source>Rename</source>
            <translation>이름 변경</translation>
        </message>
    </context>
    <context>
        <name>CellDelegate</name>
        <message>
            <source>Unknown</source>
            <translation>해당 없음</translation>
        </message>
        <message>
            <source>Unknown · {closest}</source>
            <translation>해당 없음 · {closest}</translation>
        </message>
        <message>
            <source>You said: {name}</source>
            <translation>내 라벨: {name}</translation>
        </message>
        <message>
            <source>cannot be read</source>
            <translation>읽을 수 없음</translation>
        </message>
        <message>
            <source>{name}, {percent} sure</source>
            <translation>{name}, 신뢰도 {percent}</translation>
        </message>
    </context>
    <context>
        <name>ClassChip</name>
        <message>
            <source>Key {key}</source>
            <translation>키 {key}</translation>
        </message>
        <message>
            <source>Label as {name}</source>
            <translation>{name} 라벨 지정</translation>
        </message>
    </context>
    <context>
        <name>ClassChips</name>
        <message>
            <source>Label as</source>
            <translation>라벨 지정</translation>
        </message>
        <message>
            <source>Unknown</source>
            <translation>해당 없음</translation>
        </message>
    </context>
    <context>
        <name>Commanding</name>
        <message>
            <source>&amp;Redo</source>
            <translation>다시 실행(&amp;R)</translation>
        </message>
        <message>
            <source>&amp;Undo</source>
            <translation>실행 취소(&amp;U)</translation>
        </message>
    </context>
    <context>
        <name>ConfusionGrid</name>
        <message>
            <source>Labels beside predictions</source>
            <translation>라벨과 예측 비교</translation>
        </message>
        <message>
            <source>none of these</source>
            <translation>해당 없음</translation>
        </message>
        <message>
            <source>{n}: you and the app say {name}</source>
            <translation>{n}: 라벨과 예측 모두 {name}</translation>
        </message>
        <message>
            <source>{n}: you say {said}, the app says {proposed}</source>
            <translation>{n}: 라벨은 {said}, 예측은 {proposed}</translation>
        </message>
    </context>
    <context>
        <name>ConfusionView</name>
        <message>
            <source>Label some pictures to see where the app agrees with you</source>
            <translation>사진에 라벨을 지정하면 예측과 얼마나 일치하는지 볼 수 있습니다</translation>
        </message>
        <message>
            <source>Labels and predictions</source>
            <translation>라벨과 예측</translation>
        </message>
        <message>
            <source>Of yours</source>
            <translation>내 라벨 중</translation>
        </message>
        <message>
            <source>Pictures</source>
            <translation>사진</translation>
        </message>
        <message>
            <source>The app said</source>
            <translation>예측</translation>
        </message>
        <message>
            <source>You said</source>
            <translation>내 라벨</translation>
        </message>
        <message>
            <source>none of these</source>
            <translation>해당 없음</translation>
        </message>
        <message>
            <source>{share} of 1 label agrees (95 %: {low} to {high})</source>
            <translation>라벨 1개 중 {share} 일치(95 % 구간: {low}~{high})</translation>
        </message>
        <message>
            <source>{share} of {n} labels agree (95 %: {low} to {high})</source>
            <translation>라벨 {n}개 중 {share} 일치(95 % 구간: {low}~{high})</translation>
        </message>
    </context>
    <context>
        <name>Desk</name>
        <message>
            <source>Drawing the demo pictures: {done} of {total}</source>
            <translation>데모 사진을 그리는 중: {done}/{total}</translation>
        </message>
        <message>
            <source>Drawing the demo pictures…</source>
            <translation>데모 사진을 그리는 중…</translation>
        </message>
        <message>
            <source>Go on</source>
            <translation>계속</translation>
        </message>
        <message>
            <source>Handful {version}

Learns new picture classes from a handful of examples each.</source>
            <translation>Handful {version}

클래스마다 예시 몇 장만으로 새로운 사진 분류를 배웁니다.</translation>
        </message>
        <message>
            <source>Pictures cannot be classified: {why}</source>
            <translation>사진을 분류할 수 없습니다: {why}</translation>
        </message>
        <message>
            <source>Stopped. What was classified stays.</source>
            <translation>중지했습니다. 이미 분류된 결과는 그대로 남습니다.</translation>
        </message>
        <message>
            <source>There is no picture in what was dropped</source>
            <translation>놓은 항목에 사진이 없습니다</translation>
        </message>
        <message>
            <source>This project can only be looked at: {why}</source>
            <translation>이 프로젝트는 보기만 할 수 있습니다: {why}</translation>
        </message>
        <message>
            <source>Try again</source>
            <translation>다시 시도</translation>
        </message>
        <message>
            <source>{n} already here</source>
            <translation>{n}장은 이미 있음</translation>
        </message>
        <message>
            <source>{n} cannot be read</source>
            <translation>{n}개는 읽을 수 없음</translation>
        </message>
        <message>
            <source>{pictures} added</source>
            <translation>{pictures} 추가됨</translation>
        </message>
    </context>
    <context>
        <name>Dialogs</name>
        <message>
            <source>About Handful</source>
            <translation>Handful 정보</translation>
        </message>
        <message>
            <source>Add a folder</source>
            <translation>폴더 추가</translation>
        </message>
        <message>
            <source>Add pictures</source>
            <translation>사진 추가</translation>
        </message>
        <message>
            <source>All files</source>
            <translation>모든 파일</translation>
        </message>
        <message>
            <source>Choose a folder; a new one is made in it</source>
            <translation>폴더 선택(그 안에 새 폴더를 만듭니다)</translation>
        </message>
        <message>
            <source>Export the labels</source>
            <translation>라벨 내보내기</translation>
        </message>
        <message>
            <source>Export the model</source>
            <translation>모델 내보내기</translation>
        </message>
        <message>
            <source>Handful projects</source>
            <translation>Handful 프로젝트</translation>
        </message>
        <message>
            <source>Import labels from a folder of class folders</source>
            <translation>클래스 폴더가 든 폴더에서 라벨 가져오기</translation>
        </message>
        <message>
            <source>Import labels from a table</source>
            <translation>표에서 라벨 가져오기</translation>
        </message>
        <message>
            <source>Model for Handful</source>
            <translation>Handful용 모델</translation>
        </message>
        <message>
            <source>ONNX, for other programs</source>
            <translation>ONNX(다른 프로그램용)</translation>
        </message>
        <message>
            <source>Open a project</source>
            <translation>프로젝트 열기</translation>
        </message>
        <message>
            <source>Pictures</source>
            <translation>사진</translation>
        </message>
        <message>
            <source>Replace the file</source>
            <translation>파일 바꾸기</translation>
        </message>
        <message>
            <source>Save the plot</source>
            <translation>그래프 저장</translation>
        </message>
        <message>
            <source>Save the project as</source>
            <translation>다른 이름으로 프로젝트 저장</translation>
        </message>
        <message>
            <source>Search for moved pictures in</source>
            <translation>옮겨진 사진을 찾을 폴더</translation>
        </message>
        <message>
            <source>Tables of labels</source>
            <translation>라벨 표</translation>
        </message>
        <message>
            <source>{kind} files</source>
            <translation>{kind} 파일</translation>
        </message>
        <message>
            <source>{name} already exists. Replace it?</source>
            <translation>{name} 파일이 이미 있습니다. 바꿀까요?</translation>
        </message>
        <message>
            <source>{project} labels</source>
            <translation>{project} 라벨</translation>
        </message>
    </context>
    <context>
        <name>Evidence</name>
        <message>
            <source>Show what the answer rests on</source>
            <translation>예측의 근거 보기</translation>
        </message>
        <message>
            <source>Show which parts of the picture the answer rests on</source>
            <translation>사진의 어느 부분이 예측의 근거인지 보기</translation>
        </message>
    </context>
    <context>
        <name>ExampleMarks</name>
        <message>
            <source>1 example looks more like {name}</source>
            <translation>예시 1장은 {name} 클래스에 더 가깝습니다</translation>
        </message>
        <message>
            <source>Too few: add a second example</source>
            <translation>예시 부족: 한 장 더 추가하세요</translation>
        </message>
        <message>
            <source>Too few: {right} of {held_out} recognised</source>
            <translation>예시 부족: {held_out}장 중 {right}장만 맞게 분류됨</translation>
        </message>
        <message>
            <source>{n} examples look like other classes</source>
            <translation>예시 {n}장이 다른 클래스와 비슷합니다</translation>
        </message>
    </context>
    <context>
        <name>ExamplesView</name>
        <message>
            <source>Class</source>
            <translation>클래스</translation>
        </message>
        <message>
            <source>Closer by</source>
            <translation>더 가까운 정도</translation>
        </message>
        <message>
            <source>Costs the others</source>
            <translation>나머지에 주는 손해</translation>
        </message>
        <message>
            <source>Enough examples?</source>
            <translation>예시가 충분한가요?</translation>
        </message>
        <message>
            <source>Examples</source>
            <translation>예시</translation>
        </message>
        <message>
            <source>From</source>
            <translation>하한</translation>
        </message>
        <message>
            <source>Held out</source>
            <translation>제외해 본 예시</translation>
        </message>
        <message>
            <source>How many of a class's examples the others recognise, with the 95 % interval.</source>
            <translation>각 클래스의 예시 중 나머지 예시로 맞게 분류되는 수와 95 % 구간입니다.</translation>
        </message>
        <message>
            <source>Look at these again</source>
            <translation>다시 살펴볼 예시</translation>
        </message>
        <message>
            <source>Looks like</source>
            <translation>비슷한 클래스</translation>
        </message>
        <message>
            <source>Picture</source>
            <translation>사진</translation>
        </message>
        <message>
            <source>Recognised</source>
            <translation>맞게 분류됨</translation>
        </message>
        <message>
            <source>Taken for</source>
            <translation>혼동된 클래스</translation>
        </message>
        <message>
            <source>They look more like another class, and the others fit better without them.</source>
            <translation>다른 클래스와 더 비슷하며, 빼면 나머지가 더 잘 맞습니다.</translation>
        </message>
        <message>
            <source>To</source>
            <translation>상한</translation>
        </message>
        <message>
            <source>Two classes with two examples each show here whether there are enough.</source>
            <translation>두 클래스에 예시가 두 장씩 있으면 예시가 충분한지 여기에 표시됩니다.</translation>
        </message>
        <message>
            <source>Verdict</source>
            <translation>판정</translation>
        </message>
    </context>
    <context>
        <name>ExportChoice</name>
        <message>
            <source>Choose a place…</source>
            <translation>위치 선택…</translation>
        </message>
        <message>
            <source>Export labels</source>
            <translation>라벨 내보내기</translation>
        </message>
        <message>
            <source>Hard links in place of copies (same drive, no extra space)</source>
            <translation>복사 대신 하드 링크 사용(같은 드라이브, 추가 공간 없음)</translation>
        </message>
        <message>
            <source>Only what a person decided, not what the app proposes</source>
            <translation>사람이 결정한 라벨만(앱의 예측 제외)</translation>
        </message>
        <message>
            <source>Write</source>
            <translation>쓰기</translation>
        </message>
    </context>
    <context>
        <name>ExportDesk</name>
        <message>
            <source>1 was left out</source>
            <translation>1장 제외됨</translation>
        </message>
        <message>
            <source>Show folder</source>
            <translation>폴더 열기</translation>
        </message>
        <message>
            <source>Stop</source>
            <translation>중지</translation>
        </message>
        <message>
            <source>Writing the labels: {done} of {total}</source>
            <translation>라벨을 쓰는 중: {done}/{total}</translation>
        </message>
        <message>
            <source>sidecars beside them</source>
            <translation>사진 옆의 사이드카 파일</translation>
        </message>
        <message>
            <source>{n} were left out</source>
            <translation>{n}장 제외됨</translation>
        </message>
        <message>
            <source>{pictures} went to {name}</source>
            <translation>{pictures}을 내보냈습니다: {name}</translation>
        </message>
    </context>
    <context>
        <name>Failures</name>
        <message>
            <source>Something went wrong that Handful did not expect ({kind}). The details are in {file}</source>
            <translation>Handful에서 예상하지 못한 문제가 발생했습니다({kind}). 자세한 내용은 다음 파일에 있습니다: {file}</translation>
        </message>
    </context>
    <context>
        <name>FilterBar</name>
        <message>
            <source>Accept…</source>
            <translation>확정…</translation>
        </message>
        <message>
            <source>All pictures</source>
            <translation>모든 사진</translation>
        </message>
        <message>
            <source>As added</source>
            <translation>추가한 순</translation>
        </message>
        <message>
            <source>Search names</source>
            <translation>이름 검색</translation>
        </message>
        <message>
            <source>Show: {what}</source>
            <translation>표시: {what}</translation>
        </message>
        <message>
            <source>Sort by: {order}</source>
            <translation>정렬 기준: {order}</translation>
        </message>
    </context>
    <context>
        <name>FitPlot</name>
        <message>
            <source>Accuracy</source>
            <translation>정확도</translation>
        </message>
        <message>
            <source>Changes of the examples</source>
            <translation>예시 변경 횟수</translation>
        </message>
        <message>
            <source>Examples per class</source>
            <translation>클래스당 예시</translation>
        </message>
        <message>
            <source>Loss</source>
            <translation>손실</translation>
        </message>
        <message>
            <source>Step of the adaptation</source>
            <translation>적응 단계</translation>
        </message>
    </context>
    <context>
        <name>Grid</name>
        <message>
            <source>Drop to add the pictures to sort</source>
            <translation>놓으면 분류할 사진에 추가됩니다</translation>
        </message>
        <message>
            <source>Drop to put them back among the pictures to sort</source>
            <translation>놓으면 분류할 사진으로 되돌아갑니다</translation>
        </message>
        <message>
            <source>Pictures to sort</source>
            <translation>분류할 사진</translation>
        </message>
    </context>
    <context>
        <name>GridHeader</name>
        <message>
            <source>Pictures by kind</source>
            <translation>종류별 사진</translation>
        </message>
        <message>
            <source>Thumbnail size</source>
            <translation>썸네일 크기</translation>
        </message>
        <message>
            <source>{n} of {pictures}</source>
            <translation>{pictures} 중 {n}장</translation>
        </message>
        <message>
            <source>{n} sorted</source>
            <translation>분류됨 {n}</translation>
        </message>
        <message>
            <source>{n} unknown</source>
            <translation>해당 없음 {n}</translation>
        </message>
        <message>
            <source>{n} unreadable</source>
            <translation>읽을 수 없음 {n}</translation>
        </message>
        <message>
            <source>{n} waiting</source>
            <translation>대기 중 {n}</translation>
        </message>
    </context>
    <context>
        <name>Guide</name>
        <message>
            <source>Chapters</source>
            <translation>목차</translation>
        </message>
        <message>
            <source>User guide</source>
            <translation>사용 안내</translation>
        </message>
    </context>
    <context>
        <name>HeatMap</name>
        <message>
            <source>bottom</source>
            <translation>아래</translation>
        </message>
        <message>
            <source>bottom left</source>
            <translation>왼쪽 아래</translation>
        </message>
        <message>
            <source>bottom right</source>
            <translation>오른쪽 아래</translation>
        </message>
        <message>
            <source>centre</source>
            <translation>가운데</translation>
        </message>
        <message>
            <source>left</source>
            <translation>왼쪽</translation>
        </message>
        <message>
            <source>right</source>
            <translation>오른쪽</translation>
        </message>
        <message>
            <source>top</source>
            <translation>위</translation>
        </message>
        <message>
            <source>top left</source>
            <translation>왼쪽 위</translation>
        </message>
        <message>
            <source>top right</source>
            <translation>오른쪽 위</translation>
        </message>
    </context>
    <context>
        <name>HeatMapPanel</name>
        <message>
            <source>Adds</source>
            <translation>기여도</translation>
        </message>
        <message>
            <source>Bright parts make it similar to {name}; all parts together come to {sum}.</source>
            <translation>밝은 부분일수록 {name} 클래스와 비슷하게 만듭니다. 모든 부분의 합은 {sum}입니다.</translation>
        </message>
        <message>
            <source>Part of the picture</source>
            <translation>사진의 부분</translation>
        </message>
        <message>
            <source>What the answer rests on</source>
            <translation>예측의 근거</translation>
        </message>
    </context>
    <context>
        <name>ImportDesk</name>
        <message>
            <source> · {n} left out</source>
            <translation> · {n}개 제외</translation>
        </message>
        <message>
            <source>Reading the labels: {done} of {total}</source>
            <translation>라벨을 읽는 중: {done}/{total}</translation>
        </message>
        <message>
            <source>Stop</source>
            <translation>중지</translation>
        </message>
        <message>
            <source>Unknown (none of the classes)</source>
            <translation>해당 없음(어느 클래스도 아님)</translation>
        </message>
        <message>
            <source>{name} holds no label that can be used</source>
            <translation>{name}에 사용할 수 있는 라벨이 없습니다</translation>
        </message>
        <message>
            <source>{pictures} labelled by {name}</source>
            <translation>{name}에서 {pictures}의 라벨을 가져왔습니다</translation>
        </message>
    </context>
    <context>
        <name>ImportPreview</name>
        <message>
            <source>As examples: what Handful learns the classes from</source>
            <translation>예시로: Handful이 클래스를 배우는 사진이 됩니다</translation>
        </message>
        <message>
            <source>As labels: decided, and still among the pictures to look through</source>
            <translation>라벨로: 결정된 상태로 검토할 사진에 남습니다</translation>
        </message>
        <message>
            <source>Class</source>
            <translation>클래스</translation>
        </message>
        <message>
            <source>Classes of the import</source>
            <translation>가져올 클래스</translation>
        </message>
        <message>
            <source>Import</source>
            <translation>가져오기</translation>
        </message>
        <message>
            <source>Import labels</source>
            <translation>라벨 가져오기</translation>
        </message>
        <message>
            <source>Pictures</source>
            <translation>사진</translation>
        </message>
        <message>
            <source>What is left out, and why</source>
            <translation>제외되는 항목과 그 이유</translation>
        </message>
        <message>
            <source>new class</source>
            <translation>새 클래스</translation>
        </message>
        <message>
            <source>new classes: {n}</source>
            <translation>새 클래스: {n}개</translation>
        </message>
        <message>
            <source>your own labels that change: {n}</source>
            <translation>바뀌는 내 라벨: {n}개</translation>
        </message>
        <message>
            <source>{name}: labels for {pictures}</source>
            <translation>{name}: {pictures}의 라벨</translation>
        </message>
        <message>
            <source>{n} known already</source>
            <translation>{n} 이미 있음</translation>
        </message>
        <message>
            <source>{n} left out: show why</source>
            <translation>{n}개 제외됨: 이유 보기</translation>
        </message>
        <message>
            <source>{n} new here</source>
            <translation>{n} 새로 추가</translation>
        </message>
    </context>
    <context>
        <name>Insight</name>
        <message>
            <source>Looking at the picture…</source>
            <translation>사진을 살펴보는 중…</translation>
        </message>
        <message>
            <source>Reading the pictures: {done} of {total}</source>
            <translation>사진을 읽는 중: {done}/{total}</translation>
        </message>
    </context>
    <context>
        <name>InsightDesk</name>
        <message>
            <source>Show folder</source>
            <translation>폴더 열기</translation>
        </message>
        <message>
            <source>The plot was saved as {name}</source>
            <translation>그래프를 저장했습니다: {name}</translation>
        </message>
    </context>
    <context>
        <name>InsightPanel</name>
        <message>
            <source>Back beside the pictures</source>
            <translation>사진 옆으로 되돌리기</translation>
        </message>
        <message>
            <source>Confusion</source>
            <translation>혼동</translation>
        </message>
        <message>
            <source>Examples</source>
            <translation>예시</translation>
        </message>
        <message>
            <source>Fit</source>
            <translation>적합도</translation>
        </message>
        <message>
            <source>Insight</source>
            <translation>분석</translation>
        </message>
        <message>
            <source>Map</source>
            <translation>지도</translation>
        </message>
        <message>
            <source>More room for insight</source>
            <translation>분석 영역 넓히기</translation>
        </message>
    </context>
    <context>
        <name>Inspector</name>
        <message>
            <source>Examples it looks most like</source>
            <translation>가장 비슷한 예시</translation>
        </message>
        <message>
            <source>Inspector</source>
            <translation>상세 정보</translation>
        </message>
        <message>
            <source>Label as</source>
            <translation>라벨 지정</translation>
        </message>
        <message>
            <source>Move to</source>
            <translation>이동</translation>
        </message>
        <message>
            <source>Select a picture to see what it looks like to the classifier, and why.</source>
            <translation>사진을 선택하면 분류기가 무엇으로 보는지와 그 이유가 표시됩니다.</translation>
        </message>
    </context>
    <context>
        <name>InspectorActions</name>
        <message>
            <source>Accept</source>
            <translation>확정</translation>
        </message>
        <message>
            <source>As example</source>
            <translation>예시로</translation>
        </message>
        <message>
            <source>Back to the pictures to sort</source>
            <translation>분류할 사진으로 되돌리기</translation>
        </message>
        <message>
            <source>Clear</source>
            <translation>지우기</translation>
        </message>
        <message>
            <source>Clear label</source>
            <translation>라벨 지우기</translation>
        </message>
        <message>
            <source>Keep this answer (Enter in the grid)</source>
            <translation>이 예측을 확정(사진 목록에서 Enter)</translation>
        </message>
        <message>
            <source>Not an example</source>
            <translation>예시에서 빼기</translation>
        </message>
        <message>
            <source>Remove</source>
            <translation>제거</translation>
        </message>
        <message>
            <source>Remove from the project; the file stays where it is</source>
            <translation>프로젝트에서 제거(파일은 그대로 남음)</translation>
        </message>
        <message>
            <source>Take your label back</source>
            <translation>내 라벨 취소</translation>
        </message>
        <message>
            <source>Use it as an example to learn from</source>
            <translation>학습할 예시로 사용</translation>
        </message>
    </context>
    <context>
        <name>JobReport</name>
        <message>
            <source> in {s} s</source>
            <translation>({s}초)</translation>
        </message>
        <message>
            <source> · without an example: {names}</source>
            <translation> · 예시 없음: {names}</translation>
        </message>
        <message>
            <source> · {n} cannot be read</source>
            <translation> · {n}장 읽을 수 없음</translation>
        </message>
        <message>
            <source>Classifying</source>
            <translation>분류 중</translation>
        </message>
        <message>
            <source>Getting ready</source>
            <translation>준비 중</translation>
        </message>
        <message>
            <source>Nothing was classified</source>
            <translation>분류된 사진 없음</translation>
        </message>
        <message>
            <source>Reading the examples</source>
            <translation>예시를 읽는 중</translation>
        </message>
        <message>
            <source>Reading the pictures for suggestions: {done} of {total}</source>
            <translation>추천을 위해 사진을 읽는 중: {done}/{total}</translation>
        </message>
        <message>
            <source>Ready</source>
            <translation>준비됨</translation>
        </message>
        <message>
            <source>Stopped</source>
            <translation>중지됨</translation>
        </message>
        <message>
            <source>The engine could not be loaded</source>
            <translation>엔진을 불러올 수 없습니다</translation>
        </message>
        <message>
            <source>Two classes with examples are needed to sort pictures</source>
            <translation>사진을 분류하려면 예시가 있는 클래스가 두 개 필요합니다</translation>
        </message>
        <message>
            <source>{examples} examples of {classes} classes, adapted in {time} ms</source>
            <translation>클래스 {classes}개의 예시 {examples}장에 {time} ms 만에 적응</translation>
        </message>
        <message>
            <source>{learner}: {why}</source>
            <translation>{learner}: {why}</translation>
        </message>
        <message>
            <source>{pictures} classified</source>
            <translation>{pictures} 분류됨</translation>
        </message>
        <message>
            <source>{pictures} found</source>
            <translation>{pictures} 찾음</translation>
        </message>
    </context>
    <context>
        <name>KeyField</name>
        <message>
            <source>Press the new keys</source>
            <translation>새 키를 누르세요</translation>
        </message>
    </context>
    <context>
        <name>LargePicture</name>
        <message>
            <source>Picture {name}</source>
            <translation>사진 {name}</translation>
        </message>
    </context>
    <context>
        <name>MapOverlay</name>
        <message>
            <source>Map of the pictures</source>
            <translation>사진 지도</translation>
        </message>
    </context>
    <context>
        <name>MapView</name>
        <message>
            <source>1 more picture is not drawn.</source>
            <translation>사진 1장은 그리지 않았습니다.</translation>
        </message>
        <message>
            <source>Across</source>
            <translation>가로</translation>
        </message>
        <message>
            <source>By neighbours</source>
            <translation>이웃 기준</translation>
        </message>
        <message>
            <source>By neighbours: alike is near. Straight: a flat look at the space of embeddings.</source>
            <translation>이웃 기준: 비슷할수록 가깝습니다. 평면 투영: 임베딩 공간을 평면으로 본 모습입니다.</translation>
        </message>
        <message>
            <source>Class</source>
            <translation>클래스</translation>
        </message>
        <message>
            <source>Drawing the map: {percent}</source>
            <translation>지도를 그리는 중: {percent}</translation>
        </message>
        <message>
            <source>How the map is drawn</source>
            <translation>지도를 그리는 방식</translation>
        </message>
        <message>
            <source>Map of the pictures</source>
            <translation>사진 지도</translation>
        </message>
        <message>
            <source>Mean of {name}</source>
            <translation>{name} 클래스의 평균</translation>
        </message>
        <message>
            <source>Near is alike; how far apart groups are means little. Draw around to select.</source>
            <translation>가까울수록 비슷합니다. 무리 사이의 거리는 큰 뜻이 없습니다. 둘러 그리면 선택됩니다.</translation>
        </message>
        <message>
            <source>Picture</source>
            <translation>사진</translation>
        </message>
        <message>
            <source>Pictures appear here, alike ones near each other.</source>
            <translation>비슷한 사진이 서로 가까이 표시됩니다.</translation>
        </message>
        <message>
            <source>Role</source>
            <translation>역할</translation>
        </message>
        <message>
            <source>Straight</source>
            <translation>평면 투영</translation>
        </message>
        <message>
            <source>The map is drawn as soon as the engine is free.</source>
            <translation>엔진이 준비되는 대로 지도를 그립니다.</translation>
        </message>
        <message>
            <source>This plane shows {percent} of how the pictures differ.</source>
            <translation>이 평면은 사진 간 차이의 {percent}를 보여 줍니다.</translation>
        </message>
        <message>
            <source>Up</source>
            <translation>세로</translation>
        </message>
        <message>
            <source>example</source>
            <translation>예시</translation>
        </message>
        <message>
            <source>mean</source>
            <translation>평균</translation>
        </message>
        <message>
            <source>to sort</source>
            <translation>분류할 사진</translation>
        </message>
        <message>
            <source>{n} more pictures are not drawn.</source>
            <translation>사진 {n}장은 그리지 않았습니다.</translation>
        </message>
    </context>
    <context>
        <name>Messages</name>
        <message>
            <source>'{form}' needs a place to be written to; name one</source>
            <translation>'{form}' 형식에는 저장할 위치가 필요합니다. 위치를 지정하세요</translation>
        </message>
        <message>
            <source>'{name}' cannot be changed where it is ({why}); save a copy</source>
            <translation>'{name}' 파일은 지금 위치에서 변경할 수 없습니다({why}). 사본을 저장하세요</translation>
        </message>
        <message>
            <source>'{name}' is not a Handful project; choose a file that Handful made</source>
            <translation>'{name}' 파일은 Handful 프로젝트가 아닙니다. Handful에서 만든 파일을 선택하세요</translation>
        </message>
        <message>
            <source>'{name}' is open in another window or program; close it there to change it here</source>
            <translation>'{name}' 파일이 다른 창이나 프로그램에 열려 있습니다. 여기에서 변경하려면 그쪽에서 닫으세요</translation>
        </message>
        <message>
            <source>'{name}' is the project itself; choose another name for the copy</source>
            <translation>'{name}' 파일은 지금 열린 프로젝트입니다. 사본에 다른 이름을 지정하세요</translation>
        </message>
        <message>
            <source>'{name}' was changed by another program meanwhile; close it and open it again</source>
            <translation>'{name}' 파일이 그사이 다른 프로그램에서 변경되었습니다. 닫았다가 다시 여세요</translation>
        </message>
        <message>
            <source>'{name}' was made by a newer Handful (format {found}, this one reads {known}); update Handful to open it</source>
            <translation>'{name}' 파일은 더 새로운 Handful에서 만들었습니다(형식 {found}, 이 버전은 {known}까지 읽음). 열려면 Handful을 업데이트하세요</translation>
        </message>
        <message>
            <source>'{step}' cannot be done again: its record in the file is damaged</source>
            <translation>'{step}' 단계를 다시 실행할 수 없습니다: 파일의 기록이 손상되었습니다</translation>
        </message>
        <message>
            <source>'{step}' cannot be done: it would leave a label without its class</source>
            <translation>'{step}' 단계를 실행할 수 없습니다: 클래스 없는 라벨이 남게 됩니다</translation>
        </message>
        <message>
            <source>'{step}' cannot be undone: its record in the file is damaged</source>
            <translation>'{step}' 단계를 실행 취소할 수 없습니다: 파일의 기록이 손상되었습니다</translation>
        </message>
        <message>
            <source>'{step}' no longer fits, the project has changed meanwhile; do it again</source>
            <translation>그사이 프로젝트가 바뀌어 '{step}' 단계가 맞지 않습니다. 다시 실행하세요</translation>
        </message>
        <message>
            <source>1 could not be linked there and was copied</source>
            <translation>1장은 링크할 수 없어 복사했습니다</translation>
        </message>
        <message>
            <source>A folder for each class with its pictures, as most training programs read them.</source>
            <translation>클래스마다 사진이 든 폴더를 만듭니다. 대부분의 학습 프로그램이 읽는 방식입니다.</translation>
        </message>
        <message>
            <source>ANIL</source>
            <translation>ANIL</translation>
        </message>
        <message>
            <source>Accept 1 prediction</source>
            <translation>예측 1개 확정</translation>
        </message>
        <message>
            <source>Accept 1 prediction of {name} or more</source>
            <translation>신뢰도 {name} 이상 예측 1개 확정</translation>
        </message>
        <message>
            <source>Accept {count} predictions</source>
            <translation>예측 {count}개 확정</translation>
        </message>
        <message>
            <source>Accept {count} predictions of {name} or more</source>
            <translation>신뢰도 {name} 이상 예측 {count}개 확정</translation>
        </message>
        <message>
            <source>Add 1 picture</source>
            <translation>사진 1장 추가</translation>
        </message>
        <message>
            <source>Add class {name}</source>
            <translation>{name} 클래스 추가</translation>
        </message>
        <message>
            <source>Add {count} pictures</source>
            <translation>사진 {count}장 추가</translation>
        </message>
        <message>
            <source>As MAML, and has learned as well how far each of its numbers may move.</source>
            <translation>MAML과 같지만, 값마다 얼마나 움직일지도 함께 학습해 두었습니다.</translation>
        </message>
        <message>
            <source>As MAML, but only its last layer takes steps; quicker, and steady with very few examples.</source>
            <translation>MAML과 같지만 마지막 층만 움직입니다. 더 빠르고, 예시가 아주 적어도 안정적입니다.</translation>
        </message>
        <message>
            <source>Automatic</source>
            <translation>자동</translation>
        </message>
        <message>
            <source>Blends the prototypes with a regression that finds what tells similar classes apart; good for most tasks.</source>
            <translation>프로토타입에 비슷한 클래스를 구별해 주는 회귀를 섞습니다. 대부분의 작업에 알맞습니다.</translation>
        </message>
        <message>
            <source>COCO</source>
            <translation>COCO</translation>
        </message>
        <message>
            <source>CPU ({machine}, 1 thread)</source>
            <translation>CPU({machine}, 스레드 1개)</translation>
        </message>
        <message>
            <source>CPU ({machine}, {n} threads)</source>
            <translation>CPU({machine}, 스레드 {n}개)</translation>
        </message>
        <message>
            <source>CUDA cannot be used: {trouble}. Use --device cpu, or auto</source>
            <translation>CUDA를 사용할 수 없습니다: {trouble}. --device cpu 또는 auto를 사용하세요</translation>
        </message>
        <message>
            <source>Change the learner to {other}</source>
            <translation>학습기 변경: {other}</translation>
        </message>
        <message>
            <source>Class folders</source>
            <translation>클래스 폴더</translation>
        </message>
        <message>
            <source>Class folders in train and val, every fifth picture for validation.</source>
            <translation>train과 val 아래에 클래스 폴더를 만들고, 다섯 장마다 한 장을 검증용으로 나눕니다.</translation>
        </message>
        <message>
            <source>Clear the label of 1 picture</source>
            <translation>사진 1장의 라벨 지우기</translation>
        </message>
        <message>
            <source>Clear the labels of {count} pictures</source>
            <translation>사진 {count}장의 라벨 지우기</translation>
        </message>
        <message>
            <source>Compares as it learned to on many small tasks; good where some classes have fewer examples.</source>
            <translation>수많은 작은 과제에서 배운 방식으로 비교합니다. 예시 수가 클래스마다 다를 때 좋습니다.</translation>
        </message>
        <message>
            <source>Compares each picture with every single example; good where a class comes in several looks.</source>
            <translation>사진을 예시 하나하나와 비교합니다. 한 클래스의 모습이 여러 가지일 때 좋습니다.</translation>
        </message>
        <message>
            <source>Compares each picture with the mean of every class's examples.</source>
            <translation>사진을 클래스마다 예시의 평균과 비교합니다.</translation>
        </message>
        <message>
            <source>Expect {other} of the pictures to be unknown</source>
            <translation>해당 없는 사진의 예상 비율: {other}</translation>
        </message>
        <message>
            <source>Find 1 moved picture</source>
            <translation>옮겨진 사진 1장 찾기</translation>
        </message>
        <message>
            <source>Find {count} moved pictures</source>
            <translation>옮겨진 사진 {count}장 찾기</translation>
        </message>
        <message>
            <source>Fine-tuning</source>
            <translation>미세 조정</translation>
        </message>
        <message>
            <source>Has learned a start from which a few steps go far, and weighs what tells the examples apart.</source>
            <translation>몇 단계만으로 멀리 나아가는 출발점을 학습해 두었으며, 예시를 구별하는 특징에 무게를 둡니다.</translation>
        </message>
        <message>
            <source>Images, categories and annotations as JSON; each box is the whole picture.</source>
            <translation>이미지, 범주, 주석을 JSON으로 씁니다. 상자는 사진 전체입니다.</translation>
        </message>
        <message>
            <source>Import 1 label</source>
            <translation>라벨 1개 가져오기</translation>
        </message>
        <message>
            <source>Import {count} labels</source>
            <translation>라벨 {count}개 가져오기</translation>
        </message>
        <message>
            <source>In context</source>
            <translation>인컨텍스트</translation>
        </message>
        <message>
            <source>JPEG 2000 is not read; convert it to JPEG or PNG</source>
            <translation>JPEG 2000은 읽을 수 없습니다. JPEG나 PNG로 변환하세요</translation>
        </message>
        <message>
            <source>JPEG XL is not read; convert it to JPEG or PNG</source>
            <translation>JPEG XL은 읽을 수 없습니다. JPEG나 PNG로 변환하세요</translation>
        </message>
        <message>
            <source>JSON</source>
            <translation>JSON</translation>
        </message>
        <message>
            <source>Label 1 picture as unknown</source>
            <translation>사진 1장에 해당 없음 라벨 지정</translation>
        </message>
        <message>
            <source>Label 1 picture as {name}</source>
            <translation>사진 1장에 {name} 라벨 지정</translation>
        </message>
        <message>
            <source>Label {count} pictures as unknown</source>
            <translation>사진 {count}장에 해당 없음 라벨 지정</translation>
        </message>
        <message>
            <source>Label {count} pictures as {name}</source>
            <translation>사진 {count}장에 {name} 라벨 지정</translation>
        </message>
        <message>
            <source>Loading the encoder</source>
            <translation>인코더를 불러오는 중</translation>
        </message>
        <message>
            <source>Looking for a device</source>
            <translation>장치를 찾는 중</translation>
        </message>
        <message>
            <source>MAML</source>
            <translation>MAML</translation>
        </message>
        <message>
            <source>Matching</source>
            <translation>매칭</translation>
        </message>
        <message>
            <source>Memory</source>
            <translation>메모리</translation>
        </message>
        <message>
            <source>Meta-SGD</source>
            <translation>Meta-SGD</translation>
        </message>
        <message>
            <source>Move 1 picture to class {name}</source>
            <translation>사진 1장을 {name} 클래스로 이동</translation>
        </message>
        <message>
            <source>Move {count} pictures to class {name}</source>
            <translation>사진 {count}장을 {name} 클래스로 이동</translation>
        </message>
        <message>
            <source>One line a picture, for spreadsheets and scripts: label, proposal, confidence, scores.</source>
            <translation>사진마다 한 줄로 라벨, 예측, 신뢰도, 점수를 씁니다. 스프레드시트와 스크립트에 알맞습니다.</translation>
        </message>
        <message>
            <source>Opening the cache</source>
            <translation>캐시를 여는 중</translation>
        </message>
        <message>
            <source>Prototypes</source>
            <translation>프로토타입</translation>
        </message>
        <message>
            <source>Reads all examples together, as it learned to on many small tasks; for up to 32 classes.</source>
            <translation>수많은 작은 과제에서 배운 대로 모든 예시를 한꺼번에 읽습니다. 클래스 32개까지 가능합니다.</translation>
        </message>
        <message>
            <source>Relation</source>
            <translation>관계</translation>
        </message>
        <message>
            <source>Remove 1 picture</source>
            <translation>사진 1장 제거</translation>
        </message>
        <message>
            <source>Remove class {name}</source>
            <translation>{name} 클래스 제거</translation>
        </message>
        <message>
            <source>Remove {count} pictures</source>
            <translation>사진 {count}장 제거</translation>
        </message>
        <message>
            <source>Rename class {name} to {other}</source>
            <translation>클래스 이름 변경: {name} → {other}</translation>
        </message>
        <message>
            <source>Return 1 picture to the unsorted</source>
            <translation>사진 1장을 미분류로 되돌리기</translation>
        </message>
        <message>
            <source>Return {count} pictures to the unsorted</source>
            <translation>사진 {count}장을 미분류로 되돌리기</translation>
        </message>
        <message>
            <source>Ridge regression</source>
            <translation>릿지 회귀</translation>
        </message>
        <message>
            <source>Set {name} to {other}</source>
            <translation>{name} 설정: {other}</translation>
        </message>
        <message>
            <source>Starts as the prototypes and trains on the examples, step by step.</source>
            <translation>프로토타입에서 시작해 예시로 한 단계씩 학습합니다.</translation>
        </message>
        <message>
            <source>Table (CSV)</source>
            <translation>표(CSV)</translation>
        </message>
        <message>
            <source>The class as a keyword beside each picture, for photo programs; others' keywords stay.</source>
            <translation>사진 옆에 클래스를 키워드로 씁니다. 사진 관리 프로그램용이며, 기존 키워드는 유지됩니다.</translation>
        </message>
        <message>
            <source>The same as one JSON document, for programs.</source>
            <translation>같은 내용을 프로그램이 읽기 좋은 JSON 문서 하나로 씁니다.</translation>
        </message>
        <message>
            <source>Tries the learners on your own examples, takes the one that does best, and says why.</source>
            <translation>내 예시로 학습기를 시험해 가장 좋은 것을 고르고 이유를 알려 줍니다.</translation>
        </message>
        <message>
            <source>Untitled</source>
            <translation>제목 없음</translation>
        </message>
        <message>
            <source>Use 1 picture as an example</source>
            <translation>사진 1장을 예시로 사용</translation>
        </message>
        <message>
            <source>Use {count} pictures as examples</source>
            <translation>사진 {count}장을 예시로 사용</translation>
        </message>
        <message>
            <source>Writes every example into a memory and reads it by attention; for many classes and examples.</source>
            <translation>모든 예시를 메모리에 쓰고 어텐션으로 읽습니다. 클래스와 예시가 많을 때 좋습니다.</translation>
        </message>
        <message>
            <source>XMP sidecars</source>
            <translation>XMP 사이드카</translation>
        </message>
        <message>
            <source>YOLO classification</source>
            <translation>YOLO 분류</translation>
        </message>
        <message>
            <source>a CUDA device was found and works</source>
            <translation>CUDA 장치를 찾았으며 정상적으로 작동합니다</translation>
        </message>
        <message>
            <source>a PDF document, not a picture</source>
            <translation>사진이 아니라 PDF 문서입니다</translation>
        </message>
        <message>
            <source>a Photoshop document; export it as JPEG or PNG</source>
            <translation>Photoshop 문서입니다. JPEG나 PNG로 내보내세요</translation>
        </message>
        <message>
            <source>a PostScript document, not a picture</source>
            <translation>사진이 아니라 PostScript 문서입니다</translation>
        </message>
        <message>
            <source>a class needs a name; type at least one character</source>
            <translation>클래스에는 이름이 필요합니다. 한 글자 이상 입력하세요</translation>
        </message>
        <message>
            <source>a device, not a file</source>
            <translation>파일이 아니라 장치입니다</translation>
        </message>
        <message>
            <source>a folder, not a file</source>
            <translation>파일이 아니라 폴더입니다</translation>
        </message>
        <message>
            <source>a picture of class '{name}' has an embedding that is not finite; remove it</source>
            <translation>'{name}' 클래스의 사진 한 장에서 임베딩 값이 유한하지 않습니다. 그 사진을 제거하세요</translation>
        </message>
        <message>
            <source>a pipe, not a file</source>
            <translation>파일이 아니라 파이프입니다</translation>
        </message>
        <message>
            <source>a small file for `handful label --model`</source>
            <translation>`handful label --model`에 쓰는 작은 파일</translation>
        </message>
        <message>
            <source>a socket, not a file</source>
            <translation>파일이 아니라 소켓입니다</translation>
        </message>
        <message>
            <source>a value is not one that can be kept</source>
            <translation>저장할 수 없는 값이 있습니다</translation>
        </message>
        <message>
            <source>a value is too large to be kept</source>
            <translation>값이 너무 커서 저장할 수 없습니다</translation>
        </message>
        <message>
            <source>access was refused; check the permissions of the file and its folder</source>
            <translation>접근이 거부되었습니다. 파일과 폴더의 권한을 확인하세요</translation>
        </message>
        <message>
            <source>an SVG drawing; export it as PNG</source>
            <translation>SVG 그림입니다. PNG로 내보내세요</translation>
        </message>
        <message>
            <source>an archive, not a picture; unpack it first</source>
            <translation>사진이 아니라 압축 파일입니다. 먼저 압축을 푸세요</translation>
        </message>
        <message>
            <source>another program is using it; close that program and do it again</source>
            <translation>다른 프로그램이 사용 중입니다. 그 프로그램을 닫고 다시 시도하세요</translation>
        </message>
        <message>
            <source>cannot create '{name}': {reason}</source>
            <translation>'{name}' 파일을 만들 수 없습니다: {reason}</translation>
        </message>
        <message>
            <source>cannot open '{name}': {reason}</source>
            <translation>'{name}' 파일을 열 수 없습니다: {reason}</translation>
        </message>
        <message>
            <source>cannot save '{name}': {reason}</source>
            <translation>'{name}' 파일을 저장할 수 없습니다: {reason}</translation>
        </message>
        <message>
            <source>cannot write '{name}': {reason}</source>
            <translation>'{name}' 파일에 쓸 수 없습니다: {reason}</translation>
        </message>
        <message>
            <source>chosen by you</source>
            <translation>직접 선택함</translation>
        </message>
        <message>
            <source>class '{name}' has no other example that can be read; add one</source>
            <translation>'{name}' 클래스에 읽을 수 있는 다른 예시가 없습니다. 한 장 추가하세요</translation>
        </message>
        <message>
            <source>class '{name}' has no readable picture; add at least 1</source>
            <translation>'{name}' 클래스에 읽을 수 있는 사진이 없습니다. 한 장 이상 추가하세요</translation>
        </message>
        <message>
            <source>encoder and classifier in one file, for any program that runs ONNX</source>
            <translation>인코더와 분류기를 한 파일에 담아 ONNX를 실행하는 모든 프로그램에서 사용</translation>
        </message>
        <message>
            <source>it cannot be opened; check the permissions of the file and its folder</source>
            <translation>열 수 없습니다. 파일과 폴더의 권한을 확인하세요</translation>
        </message>
        <message>
            <source>it cannot be read</source>
            <translation>읽을 수 없습니다</translation>
        </message>
        <message>
            <source>it cannot be read: {why}</source>
            <translation>읽을 수 없습니다: {why}</translation>
        </message>
        <message>
            <source>it has no label</source>
            <translation>라벨이 없습니다</translation>
        </message>
        <message>
            <source>it has no label, and nothing is proposed</source>
            <translation>라벨도 예측도 없습니다</translation>
        </message>
        <message>
            <source>it is a proposal of the app, no label of a person</source>
            <translation>사람의 라벨이 아니라 앱의 예측입니다</translation>
        </message>
        <message>
            <source>it is labelled '{label}' before that; a picture has one label</source>
            <translation>앞에서 이미 '{label}' 라벨이 지정되었습니다. 사진에는 라벨이 하나만 있을 수 있습니다</translation>
        </message>
        <message>
            <source>it is no file</source>
            <translation>파일이 아닙니다</translation>
        </message>
        <message>
            <source>it is none of the classes</source>
            <translation>어느 클래스에도 해당하지 않습니다</translation>
        </message>
        <message>
            <source>it is not a Handful project, or its beginning is damaged; choose another file</source>
            <translation>Handful 프로젝트가 아니거나 앞부분이 손상되었습니다. 다른 파일을 선택하세요</translation>
        </message>
        <message>
            <source>it may not be written to; save a copy in another folder</source>
            <translation>쓰기가 허용되지 않습니다. 다른 폴더에 사본을 저장하세요</translation>
        </message>
        <message>
            <source>it was never read before, so its content is not known</source>
            <translation>읽은 적이 없어 내용을 알 수 없습니다</translation>
        </message>
        <message>
            <source>its loss on {n} pictures left out is {loss:.2f}; that of {other} is {other_loss:.2f}</source>
            <translation>따로 떼어 둔 사진 {n}장에서의 손실이 {loss:.2f}이고, {other}의 손실은 {other_loss:.2f}입니다</translation>
        </message>
        <message>
            <source>its name is not valid here</source>
            <translation>여기에서 사용할 수 없는 이름입니다</translation>
        </message>
        <message>
            <source>its sidecar cannot be amended without harm, and is left as it is</source>
            <translation>사이드카를 손상 없이 고칠 수 없어 그대로 두었습니다</translation>
        </message>
        <message>
            <source>its sidecar cannot be read: {why}</source>
            <translation>사이드카를 읽을 수 없습니다: {why}</translation>
        </message>
        <message>
            <source>its sidecar declares entities, and is left as it is</source>
            <translation>사이드카에 엔티티 선언이 있어 그대로 두었습니다</translation>
        </message>
        <message>
            <source>its sidecar is damaged, and is left as it is</source>
            <translation>사이드카가 손상되어 그대로 두었습니다</translation>
        </message>
        <message>
            <source>its sidecar is no XMP, and is left as it is</source>
            <translation>사이드카가 XMP가 아니어서 그대로 두었습니다</translation>
        </message>
        <message>
            <source>its sidecar is no file</source>
            <translation>사이드카가 파일이 아닙니다</translation>
        </message>
        <message>
            <source>its sidecar is too large</source>
            <translation>사이드카가 너무 큽니다</translation>
        </message>
        <message>
            <source>more than {n} megapixels; at most {most} megapixels are read</source>
            <translation>{n}메가픽셀을 넘습니다. 최대 {most}메가픽셀까지 읽습니다</translation>
        </message>
        <message>
            <source>no CUDA device was found</source>
            <translation>CUDA 장치를 찾지 못했습니다</translation>
        </message>
        <message>
            <source>no class has a readable picture yet; drop a few pictures on a class</source>
            <translation>읽을 수 있는 사진이 있는 클래스가 아직 없습니다. 클래스에 사진을 몇 장 놓으세요</translation>
        </message>
        <message>
            <source>no permission to read it</source>
            <translation>읽을 권한이 없습니다</translation>
        </message>
        <message>
            <source>no person has labelled it</source>
            <translation>사람이 지정한 라벨이 없습니다</translation>
        </message>
        <message>
            <source>no such file</source>
            <translation>파일이 없습니다</translation>
        </message>
        <message>
            <source>not a picture</source>
            <translation>사진이 아닙니다</translation>
        </message>
        <message>
            <source>not found yet</source>
            <translation>아직 찾지 못했습니다</translation>
        </message>
        <message>
            <source>picture {number} is not in the project; it may have been removed meanwhile</source>
            <translation>{number}번 사진이 프로젝트에 없습니다. 그사이 제거되었을 수 있습니다</translation>
        </message>
        <message>
            <source>the CUDA device computes wrong results</source>
            <translation>CUDA 장치의 계산 결과가 올바르지 않습니다</translation>
        </message>
        <message>
            <source>the CUDA device failed ({why})</source>
            <translation>CUDA 장치에 오류가 발생했습니다({why})</translation>
        </message>
        <message>
            <source>the card {file} cannot be used ({why}); install Handful again</source>
            <translation>카드 {file} 파일을 사용할 수 없습니다({why}). Handful을 다시 설치하세요</translation>
        </message>
        <message>
            <source>the disk could not be read or written; check that the drive is still connected</source>
            <translation>디스크를 읽거나 쓸 수 없습니다. 드라이브가 연결되어 있는지 확인하세요</translation>
        </message>
        <message>
            <source>the disk is full; free some space and do it again</source>
            <translation>디스크가 가득 찼습니다. 공간을 확보한 뒤 다시 시도하세요</translation>
        </message>
        <message>
            <source>the encoder's weights have changed since they were loaded; start Handful again</source>
            <translation>인코더 가중치가 불러온 뒤에 바뀌었습니다. Handful을 다시 시작하세요</translation>
        </message>
        <message>
            <source>the file is cut short</source>
            <translation>파일이 중간에 끊겼습니다</translation>
        </message>
        <message>
            <source>the file is damaged</source>
            <translation>파일이 손상되었습니다</translation>
        </message>
        <message>
            <source>the file is damaged, and was left as it is; open a copy of it from a backup</source>
            <translation>파일이 손상되어 그대로 두었습니다. 백업에서 사본을 여세요</translation>
        </message>
        <message>
            <source>the file is damaged, or of a variant that is not read</source>
            <translation>파일이 손상되었거나 읽을 수 없는 변형 형식입니다</translation>
        </message>
        <message>
            <source>the file is empty (0 bytes)</source>
            <translation>빈 파일입니다(0바이트)</translation>
        </message>
        <message>
            <source>the file is write-protected</source>
            <translation>쓰기 금지된 파일</translation>
        </message>
        <message>
            <source>the folder '{folder}' cannot be made: {reason}</source>
            <translation>'{folder}' 폴더를 만들 수 없습니다: {reason}</translation>
        </message>
        <message>
            <source>the folder does not support locking; move the project to a folder on this computer</source>
            <translation>이 폴더는 잠금을 지원하지 않습니다. 프로젝트를 이 컴퓨터의 폴더로 옮기세요</translation>
        </message>
        <message>
            <source>the keywords in its sidecar are no list, and are left as they are</source>
            <translation>사이드카의 키워드가 목록이 아니어서 그대로 두었습니다</translation>
        </message>
        <message>
            <source>the line names no picture</source>
            <translation>이 줄에 사진 이름이 없습니다</translation>
        </message>
        <message>
            <source>the link leads back to itself</source>
            <translation>링크가 자기 자신을 가리킵니다</translation>
        </message>
        <message>
            <source>the link points nowhere</source>
            <translation>링크가 가리키는 파일이 없습니다</translation>
        </message>
        <message>
            <source>the model card {file} cannot be read ({why}); install Handful again</source>
            <translation>모델 카드 {file} 파일을 읽을 수 없습니다({why}). Handful을 다시 설치하세요</translation>
        </message>
        <message>
            <source>the model card {file} names no SHA-256; it is not one of Handful's</source>
            <translation>모델 카드 {file} 파일에 SHA-256이 없습니다. Handful의 카드가 아닙니다</translation>
        </message>
        <message>
            <source>the name '{name}' holds control characters; type it again without</source>
            <translation>'{name}' 이름에 제어 문자가 들어 있습니다. 빼고 다시 입력하세요</translation>
        </message>
        <message>
            <source>the name '{start}…' has {n} characters; shorten it to {most} or fewer</source>
            <translation>'{start}…' 이름은 {n}자입니다. {most}자 이하로 줄이세요</translation>
        </message>
        <message>
            <source>the sidecars</source>
            <translation>사이드카</translation>
        </message>
        <message>
            <source>the weights {file} cannot be read ({why}); install Handful again</source>
            <translation>가중치 {file} 파일을 읽을 수 없습니다({why}). Handful을 다시 설치하세요</translation>
        </message>
        <message>
            <source>there are {n} classes; {learner} can tell {most} apart at the most. Choose another learner, or fewer classes</source>
            <translation>클래스가 {n}개입니다. {learner} 학습기는 최대 {most}개까지 구별할 수 있습니다. 다른 학습기를 선택하거나 클래스를 줄이세요</translation>
        </message>
        <message>
            <source>there is already a class '{name}'; choose another name</source>
            <translation>'{name}' 클래스가 이미 있습니다. 다른 이름을 선택하세요</translation>
        </message>
        <message>
            <source>there is already a file '{name}'; choose another name</source>
            <translation>'{name}' 파일이 이미 있습니다. 다른 이름을 선택하세요</translation>
        </message>
        <message>
            <source>there is already a file '{name}'; choose another name for the copy</source>
            <translation>'{name}' 파일이 이미 있습니다. 사본에 다른 이름을 지정하세요</translation>
        </message>
        <message>
            <source>there is no class with the number {number}; it may have been removed meanwhile</source>
            <translation>{number}번 클래스가 없습니다. 그사이 제거되었을 수 있습니다</translation>
        </message>
        <message>
            <source>there is no class yet; add a class and a picture of it</source>
            <translation>아직 클래스가 없습니다. 클래스와 그 사진을 추가하세요</translation>
        </message>
        <message>
            <source>there is no file '{path}'; it may have been moved: open it where it is now</source>
            <translation>'{path}' 파일이 없습니다. 옮겨졌을 수 있으니 지금 있는 위치에서 여세요</translation>
        </message>
        <message>
            <source>there is no folder {folder}; name the one to search in</source>
            <translation>{folder} 폴더가 없습니다. 찾을 폴더를 지정하세요</translation>
        </message>
        <message>
            <source>there is no learner '{name}'; choose one of {names}</source>
            <translation>'{name}' 학습기가 없습니다. 다음 중에서 선택하세요: {names}</translation>
        </message>
        <message>
            <source>there is not enough memory; close other programs and do it again</source>
            <translation>메모리가 부족합니다. 다른 프로그램을 닫고 다시 시도하세요</translation>
        </message>
        <message>
            <source>there is something there already</source>
            <translation>그 위치에 이미 다른 항목이 있습니다</translation>
        </message>
        <message>
            <source>this build of PyTorch has no CUDA</source>
            <translation>이 PyTorch 빌드에는 CUDA가 없습니다</translation>
        </message>
        <message>
            <source>this kind of picture cannot be read on this computer; convert it to JPEG or PNG</source>
            <translation>이 컴퓨터에서는 이런 형식의 사진을 읽을 수 없습니다. JPEG나 PNG로 변환하세요</translation>
        </message>
        <message>
            <source>too large for the memory of this computer</source>
            <translation>이 컴퓨터의 메모리에 비해 너무 큽니다</translation>
        </message>
        <message>
            <source>unknown error</source>
            <translation>알 수 없는 오류</translation>
        </message>
        <message>
            <source>validation classes prefer it, and {n} pictures left out do not say otherwise</source>
            <translation>검증 클래스에서 더 나았고, 따로 떼어 둔 사진 {n}장에서도 다르지 않습니다</translation>
        </message>
        <message>
            <source>validation classes prefer it; there is none to leave out</source>
            <translation>검증 클래스에서 더 나았습니다. 따로 떼어 둘 사진은 없습니다</translation>
        </message>
        <message>
            <source>writing ONNX needs {lacks}, which this copy lacks; `pip install 'handful[export]'` adds it</source>
            <translation>ONNX를 쓰려면 {lacks} 패키지가 필요하지만 설치되어 있지 않습니다. `pip install 'handful[export]'` 명령으로 추가하세요</translation>
        </message>
        <message>
            <source>{file} does not fit the architecture in its card: {why}</source>
            <translation>{file} 파일이 카드에 적힌 구조와 맞지 않습니다: {why}</translation>
        </message>
        <message>
            <source>{file} has SHA-256 {found}…, its card says {wanted}…; install Handful again</source>
            <translation>{file} 파일의 SHA-256은 {found}…인데 카드에는 {wanted}…로 적혀 있습니다. Handful을 다시 설치하세요</translation>
        </message>
        <message>
            <source>{file} is larger than {most} bytes; it is refused</source>
            <translation>{file} 파일이 {most}바이트보다 커서 열지 않았습니다</translation>
        </message>
        <message>
            <source>{file} is not a safetensors file: {why}</source>
            <translation>{file} 파일은 safetensors 파일이 아닙니다: {why}</translation>
        </message>
        <message>
            <source>{file} was fitted to another encoder; run `{command}`</source>
            <translation>{file} 파일은 다른 인코더에 맞춰져 있습니다. `{command}` 명령을 실행하세요</translation>
        </message>
        <message>
            <source>{folder} holds no class folder; it needs one folder per class</source>
            <translation>{folder} 폴더에 클래스 폴더가 없습니다. 클래스마다 폴더가 하나씩 필요합니다</translation>
        </message>
        <message>
            <source>{folder}: the picture cannot be kept there: {why}</source>
            <translation>{folder}: 사진을 저장할 수 없습니다: {why}</translation>
        </message>
        <message>
            <source>{folder}: {why}; choose another folder</source>
            <translation>{folder}: {why}. 다른 폴더를 선택하세요</translation>
        </message>
        <message>
            <source>{name} is larger than {most} MB; divide it</source>
            <translation>{name} 파일이 {most} MB보다 큽니다. 나누어 주세요</translation>
        </message>
        <message>
            <source>{name} is no table in UTF-8 ({why}); save it as CSV</source>
            <translation>{name} 파일은 UTF-8 표가 아닙니다({why}). CSV로 저장하세요</translation>
        </message>
        <message>
            <source>{name} needs a column for the picture ({paths}) and one for its label ({labels}) in its first line</source>
            <translation>{name} 파일의 첫 줄에 사진 열({paths})과 라벨 열({labels})이 필요합니다</translation>
        </message>
        <message>
            <source>{name} was not written: there is something there already. Name a new or an empty folder</source>
            <translation>{name} 쓰기 실패: 그 위치에 이미 다른 항목이 있습니다. 새 폴더나 빈 폴더를 지정하세요</translation>
        </message>
        <message>
            <source>{name} was not written: {reason}. Choose another place</source>
            <translation>{name} 쓰기 실패: {reason}. 다른 위치를 선택하세요</translation>
        </message>
        <message>
            <source>{n} could not be linked there and were copied</source>
            <translation>{n}장은 링크할 수 없어 복사했습니다</translation>
        </message>
        <message>
            <source>{path}: {why}</source>
            <translation>{path}: {why}</translation>
        </message>
        <message>
            <source>{size:.1f} GB; at most {most:.1f} GB are read</source>
            <translation>{size:.1f} GB입니다. 최대 {most:.1f} GB까지 읽습니다</translation>
        </message>
        <message>
            <source>{source} cannot be read: {why}; name a table or a folder</source>
            <translation>{source} 읽기 실패: {why}. 표나 폴더를 지정하세요</translation>
        </message>
        <message>
            <source>{why}; check the file and its folder</source>
            <translation>{why}. 파일과 폴더를 확인하세요</translation>
        </message>
        <message>
            <source>{why}; the folder has to be readable</source>
            <translation>{why}. 읽을 수 있는 폴더여야 합니다</translation>
        </message>
        <message>
            <source>{width} x {height} pixels; at most {most} megapixels are read</source>
            <translation>{width} x {height}픽셀입니다. 최대 {most}메가픽셀까지 읽습니다</translation>
        </message>
    </context>
    <context>
        <name>MeterBars</name>
        <message>
            <source>Most of the rest look like {name}.</source>
            <translation>나머지는 대부분 {name} 클래스와 비슷합니다.</translation>
        </message>
        <message>
            <source>Recognised examples of each class</source>
            <translation>클래스별로 맞게 분류된 예시</translation>
        </message>
        <message>
            <source>add a few</source>
            <translation>몇 장 더 추가</translation>
        </message>
        <message>
            <source>add a second</source>
            <translation>한 장 더 필요</translation>
        </message>
        <message>
            <source>add more</source>
            <translation>더 추가하세요</translation>
        </message>
        <message>
            <source>enough</source>
            <translation>충분함</translation>
        </message>
        <message>
            <source>{name} has one example. With a second one you see here how well they are recognised.</source>
            <translation>{name} 클래스에는 예시가 한 장뿐입니다. 한 장 더 있으면 얼마나 맞게 분류되는지 표시됩니다.</translation>
        </message>
        <message>
            <source>{right} of {n} examples of {name} are recognised by the others (95 %: {low} to {high}).</source>
            <translation>{name} 클래스의 예시 {n}장 중 {right}장이 나머지 예시로 맞게 분류됩니다(95 % 구간: {low}~{high}).</translation>
        </message>
    </context>
    <context>
        <name>ModelDesk</name>
        <message>
            <source>Learning from the examples…</source>
            <translation>예시에서 배우는 중…</translation>
        </message>
        <message>
            <source>Looking at the examples: {done} of {total}</source>
            <translation>예시를 살펴보는 중: {done}/{total}</translation>
        </message>
        <message>
            <source>Show folder</source>
            <translation>폴더 열기</translation>
        </message>
        <message>
            <source>Stop</source>
            <translation>중지</translation>
        </message>
        <message>
            <source>The engine is still loading; try again in a moment.</source>
            <translation>엔진을 아직 불러오는 중입니다. 잠시 뒤에 다시 시도하세요.</translation>
        </message>
        <message>
            <source>The model of 1 class went to {name} ({size})</source>
            <translation>클래스 1개의 모델을 내보냈습니다: {name}({size})</translation>
        </message>
        <message>
            <source>The model of {n} classes went to {name} ({size})</source>
            <translation>클래스 {n}개의 모델을 내보냈습니다: {name}({size})</translation>
        </message>
        <message>
            <source>Writing the model…</source>
            <translation>모델을 쓰는 중…</translation>
        </message>
        <message>
            <source>{name} has no picture that can be read; the model does not know it</source>
            <translation>{name} 클래스에 읽을 수 있는 사진이 없어 모델에 포함되지 않았습니다</translation>
        </message>
    </context>
    <context>
        <name>NameField</name>
        <message>
            <source>New name of {name}</source>
            <translation>{name} 클래스의 새 이름</translation>
        </message>
    </context>
    <context>
        <name>NearestButton</name>
        <message>
            <source>Example of {name}</source>
            <translation>{name} 클래스의 예시</translation>
        </message>
    </context>
    <context>
        <name>NoMatch</name>
        <message>
            <source>No picture matches</source>
            <translation>일치하는 사진이 없습니다</translation>
        </message>
        <message>
            <source>Nothing here is of the kind that you asked for.</source>
            <translation>요청한 조건에 맞는 사진이 없습니다.</translation>
        </message>
        <message>
            <source>Show all pictures</source>
            <translation>모든 사진 보기</translation>
        </message>
    </context>
    <context>
        <name>NoticeBar</name>
        <message>
            <source>Details</source>
            <translation>자세한 내용</translation>
        </message>
        <message>
            <source>Dismiss</source>
            <translation>닫기</translation>
        </message>
        <message>
            <source>Dismiss (Esc)</source>
            <translation>닫기 (Esc)</translation>
        </message>
        <message>
            <source>Done</source>
            <translation>완료</translation>
        </message>
        <message>
            <source>Error</source>
            <translation>오류</translation>
        </message>
        <message>
            <source>Hide details</source>
            <translation>자세한 내용 숨기기</translation>
        </message>
        <message>
            <source>Note</source>
            <translation>알림</translation>
        </message>
        <message>
            <source>Show details</source>
            <translation>자세한 내용 보기</translation>
        </message>
        <message>
            <source>Warning</source>
            <translation>경고</translation>
        </message>
    </context>
    <context>
        <name>Palettes</name>
        <message>
            <source>Go back to just after…</source>
            <translation>다음 단계 직후로 되돌리기…</translation>
        </message>
        <message>
            <source>Learner: {title}</source>
            <translation>학습기: {title}</translation>
        </message>
        <message>
            <source>No command is called like that</source>
            <translation>그런 이름의 명령이 없습니다</translation>
        </message>
        <message>
            <source>No step is called like that</source>
            <translation>그런 이름의 단계가 없습니다</translation>
        </message>
        <message>
            <source>The beginning</source>
            <translation>처음</translation>
        </message>
        <message>
            <source>What do you want to do?</source>
            <translation>무엇을 할까요?</translation>
        </message>
        <message>
            <source>undone</source>
            <translation>취소됨</translation>
        </message>
    </context>
    <context>
        <name>PictureListModel</name>
        <message>
            <source>The app says {answer}, {sure} sure</source>
            <translation>예측: {answer}, 신뢰도 {sure}</translation>
        </message>
        <message>
            <source>none of these classes</source>
            <translation>어느 클래스에도 해당 없음</translation>
        </message>
        <message>
            <source>{name} cannot be read</source>
            <translation>{name}: 읽을 수 없음</translation>
        </message>
        <message>
            <source>{name}: none of these classes</source>
            <translation>{name}: 어느 클래스에도 해당 없음</translation>
        </message>
        <message>
            <source>{name}: not classified yet</source>
            <translation>{name}: 아직 분류되지 않음</translation>
        </message>
        <message>
            <source>{name}: you said {answer}</source>
            <translation>{name}: 내 라벨 {answer}</translation>
        </message>
        <message>
            <source>{name}: {answer}, {sure} sure</source>
            <translation>{name}: {answer}, 신뢰도 {sure}</translation>
        </message>
    </context>
    <context>
        <name>PictureMenu</name>
        <message>
            <source>Accept</source>
            <translation>확정</translation>
        </message>
        <message>
            <source>Add to class as example</source>
            <translation>클래스에 예시로 추가</translation>
        </message>
        <message>
            <source>Clear label</source>
            <translation>라벨 지우기</translation>
        </message>
        <message>
            <source>Label as</source>
            <translation>라벨 지정</translation>
        </message>
        <message>
            <source>Remove</source>
            <translation>제거</translation>
        </message>
        <message>
            <source>Show in folder</source>
            <translation>폴더에서 보기</translation>
        </message>
        <message>
            <source>Unknown</source>
            <translation>해당 없음</translation>
        </message>
    </context>
    <context>
        <name>PlotMenu</name>
        <message>
            <source>Copy numbers</source>
            <translation>숫자 복사</translation>
        </message>
        <message>
            <source>Copy picture</source>
            <translation>그림 복사</translation>
        </message>
        <message>
            <source>Save numbers as CSV…</source>
            <translation>숫자를 CSV로 저장…</translation>
        </message>
        <message>
            <source>Save or copy</source>
            <translation>저장 또는 복사</translation>
        </message>
        <message>
            <source>Save picture as PNG…</source>
            <translation>그림을 PNG로 저장…</translation>
        </message>
        <message>
            <source>Save picture as SVG…</source>
            <translation>그림을 SVG로 저장…</translation>
        </message>
        <message>
            <source>{title}: save or copy</source>
            <translation>{title}: 저장 또는 복사</translation>
        </message>
    </context>
    <context>
        <name>PlotPanel</name>
        <message>
            <source>Show as plot</source>
            <translation>그래프로 보기</translation>
        </message>
        <message>
            <source>Show as table</source>
            <translation>표로 보기</translation>
        </message>
        <message>
            <source>{title} as a table</source>
            <translation>{title} 표</translation>
        </message>
        <message>
            <source>{title}: show as table</source>
            <translation>{title}: 표로 보기</translation>
        </message>
    </context>
    <context>
        <name>Preview</name>
        <message>
            <source>Close the preview</source>
            <translation>미리 보기 닫기</translation>
        </message>
        <message>
            <source>Close the preview (Esc)</source>
            <translation>미리 보기 닫기 (Esc)</translation>
        </message>
        <message>
            <source>Preview</source>
            <translation>미리 보기</translation>
        </message>
        <message>
            <source>{n} of {total}</source>
            <translation>{n}/{total}</translation>
        </message>
    </context>
    <context>
        <name>RecentMenu</name>
        <message>
            <source>&amp;Clear the list</source>
            <translation>목록 지우기(&amp;C)</translation>
        </message>
        <message>
            <source>&amp;Remove those that are gone</source>
            <translation>없어진 프로젝트 제거(&amp;R)</translation>
        </message>
        <message>
            <source>Delete takes it off the list</source>
            <translation>Delete 키를 누르면 목록에서 제거됩니다</translation>
        </message>
        <message>
            <source>No other project yet</source>
            <translation>다른 프로젝트가 아직 없음</translation>
        </message>
        <message>
            <source>Remove from this list</source>
            <translation>목록에서 제거</translation>
        </message>
    </context>
    <context>
        <name>RelinkDesk</name>
        <message>
            <source> · {n} still missing</source>
            <translation> · {n}장은 아직 없음</translation>
        </message>
        <message>
            <source>1 picture is not where it was</source>
            <translation>사진 1장이 원래 위치에 없습니다</translation>
        </message>
        <message>
            <source>Find them…</source>
            <translation>찾기…</translation>
        </message>
        <message>
            <source>Looking for the pictures at their places…</source>
            <translation>사진이 제자리에 있는지 확인하는 중…</translation>
        </message>
        <message>
            <source>Searching beside the project…</source>
            <translation>프로젝트 옆에서 찾는 중…</translation>
        </message>
        <message>
            <source>Searching in {folder}</source>
            <translation>{folder}에서 찾는 중</translation>
        </message>
        <message>
            <source>{pictures} are not where they were</source>
            <translation>{pictures}이 원래 위치에 없습니다</translation>
        </message>
        <message>
            <source>{pictures} found again</source>
            <translation>{pictures}을 다시 찾았습니다</translation>
        </message>
        <message>
            <source>{where}: nothing was found</source>
            <translation>{where}: 찾은 사진이 없습니다</translation>
        </message>
    </context>
    <context>
        <name>RelinkDialog</name>
        <message>
            <source>All are known by what they show. Labels stay as they are.</source>
            <translation>모두 내용으로 확인했습니다. 라벨은 그대로 유지됩니다.</translation>
        </message>
        <message>
            <source>Choose a folder that they may be in now: they are known by what they show, whatever they are called.</source>
            <translation>사진이 있을 만한 폴더를 선택하세요. 파일 이름과 상관없이 내용으로 찾습니다.</translation>
        </message>
        <message>
            <source>Find moved pictures</source>
            <translation>옮겨진 사진 찾기</translation>
        </message>
        <message>
            <source>Looking for the pictures at their places…</source>
            <translation>사진이 제자리에 있는지 확인하는 중…</translation>
        </message>
        <message>
            <source>Missing pictures</source>
            <translation>없어진 사진</translation>
        </message>
        <message>
            <source>No picture is missing</source>
            <translation>없어진 사진이 없습니다</translation>
        </message>
        <message>
            <source>Pictures that are still missing</source>
            <translation>아직 없는 사진</translation>
        </message>
        <message>
            <source>Progress of the search</source>
            <translation>찾기 진행률</translation>
        </message>
        <message>
            <source>Search in a folder…</source>
            <translation>폴더에서 찾기…</translation>
        </message>
        <message>
            <source>Stop</source>
            <translation>중지</translation>
        </message>
        <message>
            <source>Use what was found</source>
            <translation>찾은 사진 사용</translation>
        </message>
        <message>
            <source>{found} of {missing} found again</source>
            <translation>{missing} 중 {found}장을 다시 찾음</translation>
        </message>
    </context>
    <context>
        <name>ScoreBars</name>
        <message>
            <source>Class</source>
            <translation>클래스</translation>
        </message>
        <message>
            <source>Similarity</source>
            <translation>유사도</translation>
        </message>
        <message>
            <source>Similarity to each class</source>
            <translation>클래스별 유사도</translation>
        </message>
        <message>
            <source>The {shown} closest of {all} classes; the table has them all.</source>
            <translation>클래스 {all}개 중 가장 가까운 {shown}개입니다. 표에는 모두 있습니다.</translation>
        </message>
    </context>
    <context>
        <name>Shelf</name>
        <message>
            <source>A class is a kind of thing to tell apart, like “mug” or “teapot”: name one here, then give it a handful of pictures.</source>
            <translation>클래스는 ‘머그잔’이나 ‘찻주전자’처럼 구별할 대상의 종류입니다. 여기에 이름을 적고 사진을 몇 장 넣으세요.</translation>
        </message>
        <message>
            <source>Classes</source>
            <translation>클래스</translation>
        </message>
        <message>
            <source>Drop here to make a new class</source>
            <translation>여기에 놓으면 새 클래스가 됩니다</translation>
        </message>
        <message>
            <source>or drop pictures and folders here</source>
            <translation>또는 사진과 폴더를 여기에 놓으세요</translation>
        </message>
    </context>
    <context>
        <name>ShortcutDesk</name>
        <message>
            <source>Add pictures to the class</source>
            <translation>클래스에 사진 추가</translation>
        </message>
        <message>
            <source>Classes</source>
            <translation>클래스</translation>
        </message>
        <message>
            <source>Everywhere</source>
            <translation>모든 곳</translation>
        </message>
        <message>
            <source>Next control</source>
            <translation>다음 컨트롤</translation>
        </message>
        <message>
            <source>Pictures</source>
            <translation>사진</translation>
        </message>
        <message>
            <source>Rename the class</source>
            <translation>클래스 이름 변경</translation>
        </message>
        <message>
            <source>Select more</source>
            <translation>더 선택</translation>
        </message>
        <message>
            <source>Take a project off the list of recent ones</source>
            <translation>최근 프로젝트 목록에서 제거</translation>
        </message>
        <message>
            <source>Unfold the class, or walk into its pictures</source>
            <translation>클래스 펼치기 또는 그 사진으로 이동</translation>
        </message>
        <message>
            <source>Walk through the pictures</source>
            <translation>사진 사이 이동</translation>
        </message>
        <message>
            <source>{keys} belongs to “{command}”, which would lose it</source>
            <translation>{keys} 키는 ‘{command}’ 명령에서 사용 중이며, 그 명령에서 빠지게 됩니다</translation>
        </message>
        <message>
            <source>{keys} does this already</source>
            <translation>{keys} 키는 이미 이 명령에 지정되어 있습니다</translation>
        </message>
        <message>
            <source>{keys} walks through the pictures and keeps doing so</source>
            <translation>{keys} 키는 사진 사이 이동에 쓰이므로 바꿀 수 없습니다</translation>
        </message>
    </context>
    <context>
        <name>ShortcutModel</name>
        <message>
            <source>Command</source>
            <translation>명령</translation>
        </message>
        <message>
            <source>Keys</source>
            <translation>키</translation>
        </message>
        <message>
            <source>Where</source>
            <translation>위치</translation>
        </message>
        <message>
            <source>no key</source>
            <translation>키 없음</translation>
        </message>
    </context>
    <context>
        <name>ShortcutSheet</name>
        <message>
            <source>Add</source>
            <translation>추가</translation>
        </message>
        <message>
            <source>Commands and their keys</source>
            <translation>명령과 단축키</translation>
        </message>
        <message>
            <source>Keyboard shortcuts</source>
            <translation>키보드 단축키</translation>
        </message>
        <message>
            <source>New keys for {command}</source>
            <translation>‘{command}’ 명령의 새 키</translation>
        </message>
        <message>
            <source>Remove</source>
            <translation>제거</translation>
        </message>
        <message>
            <source>Reset</source>
            <translation>초기화</translation>
        </message>
        <message>
            <source>Reset all</source>
            <translation>모두 초기화</translation>
        </message>
        <message>
            <source>Search commands and keys</source>
            <translation>명령과 키 검색</translation>
        </message>
        <message>
            <source>Set</source>
            <translation>지정</translation>
        </message>
        <message>
            <source>Take over</source>
            <translation>가져와 지정</translation>
        </message>
    </context>
    <context>
        <name>StatusLine</name>
        <message>
            <source>Cancel</source>
            <translation>취소</translation>
        </message>
        <message>
            <source>Cancel what is running</source>
            <translation>실행 중인 작업 취소</translation>
        </message>
        <message>
            <source>Loading the engine…</source>
            <translation>엔진을 불러오는 중…</translation>
        </message>
        <message>
            <source>Pictures can be added and labelled meanwhile; they are sorted once it is there.</source>
            <translation>그동안 사진을 추가하고 라벨을 지정할 수 있습니다. 준비되면 분류합니다.</translation>
        </message>
        <message>
            <source>Progress</source>
            <translation>진행률</translation>
        </message>
        <message>
            <source>Status</source>
            <translation>상태</translation>
        </message>
        <message>
            <source>{done} of {total}</source>
            <translation>{done}/{total}</translation>
        </message>
        <message>
            <source>{n} pictures/s</source>
            <translation>초당 {n}장</translation>
        </message>
    </context>
    <context>
        <name>Suggestions</name>
        <message>
            <source>Good next example</source>
            <translation>다음 예시로 추천</translation>
        </message>
        <message>
            <source>Good next example: a close call between {first} and {second}</source>
            <translation>다음 예시로 추천: {first} 클래스와 {second} 클래스 사이에서 구별하기 어려움</translation>
        </message>
        <message>
            <source>Good next example: typical of a group without an example yet</source>
            <translation>다음 예시로 추천: 아직 예시가 없는 사진 무리의 대표</translation>
        </message>
        <message>
            <source>Good next example: unlike the examples of {name} so far</source>
            <translation>다음 예시로 추천: 지금까지의 {name} 클래스 예시와 다름</translation>
        </message>
    </context>
    <context>
        <name>Threshold</name>
        <message>
            <source>Answered</source>
            <translation>답한 비율</translation>
        </message>
        <message>
            <source>Each of your examples, left out in turn; as a stranger, with its whole class</source>
            <translation>내 예시를 하나씩 빼고 확인한 결과입니다. 해당 없는 사진은 클래스 전체를 빼고 확인합니다</translation>
        </message>
        <message>
            <source>Expected, on tasks of as many classes and examples made of other photographs</source>
            <translation>클래스와 예시 수가 같은, 다른 사진으로 만든 과제에서 예상되는 값입니다</translation>
        </message>
        <message>
            <source>Of these wrong</source>
            <translation>그중 오류</translation>
        </message>
        <message>
            <source>Pictures of none of these classes: the more you expect, the more are called unknown.</source>
            <translation>어느 클래스에도 해당하지 않는 사진입니다. 많이 예상할수록 더 많은 사진이 해당 없음이 됩니다.</translation>
        </message>
        <message>
            <source>Simulated</source>
            <translation>모의 과제</translation>
        </message>
        <message>
            <source>Strangers found</source>
            <translation>해당 없음 검출</translation>
        </message>
        <message>
            <source>Strangers to expect among the pictures</source>
            <translation>해당 없는 사진의 예상 비율</translation>
        </message>
        <message>
            <source>Unknown</source>
            <translation>해당 없음</translation>
        </message>
        <message>
            <source>Your examples</source>
            <translation>내 예시</translation>
        </message>
        <message>
            <source>few strangers expected</source>
            <translation>해당 없는 사진 적음</translation>
        </message>
        <message>
            <source>many strangers expected</source>
            <translation>해당 없는 사진 많음</translation>
        </message>
        <message>
            <source>mostly strangers expected</source>
            <translation>해당 없는 사진 대부분</translation>
        </message>
        <message>
            <source>never</source>
            <translation>사용 안 함</translation>
        </message>
        <message>
            <source>some strangers expected</source>
            <translation>해당 없는 사진 일부</translation>
        </message>
        <message>
            <source>{n} of {of}</source>
            <translation>{of}장 중 {n}장</translation>
        </message>
    </context>
    <context>
        <name>ThumbnailModel</name>
        <message>
            <source>Example {number} of the class {name}</source>
            <translation>{name} 클래스의 예시 {number}</translation>
        </message>
    </context>
    <context>
        <name>ThumbnailView</name>
        <message>
            <source>Examples of {name}</source>
            <translation>{name} 클래스의 예시</translation>
        </message>
        <message>
            <source>Move back to unsorted</source>
            <translation>미분류로 되돌리기</translation>
        </message>
        <message>
            <source>Remove from the project</source>
            <translation>프로젝트에서 제거</translation>
        </message>
        <message>
            <source>Show in the inspector</source>
            <translation>상세 정보에서 보기</translation>
        </message>
    </context>
    <context>
        <name>Toolbar</name>
        <message>
            <source>As the system</source>
            <translation>시스템 설정</translation>
        </message>
        <message>
            <source>Dark</source>
            <translation>어둡게</translation>
        </message>
        <message>
            <source>Learner</source>
            <translation>학습기</translation>
        </message>
        <message>
            <source>Learner: {title}</source>
            <translation>학습기: {title}</translation>
        </message>
        <message>
            <source>Light</source>
            <translation>밝게</translation>
        </message>
        <message>
            <source>Project {name}</source>
            <translation>프로젝트 {name}</translation>
        </message>
        <message>
            <source>Theme: {name}</source>
            <translation>테마: {name}</translation>
        </message>
        <message>
            <source>Toolbar</source>
            <translation>도구 모음</translation>
        </message>
    </context>
    <context>
        <name>ViewStates</name>
        <message>
            <source>1 of {all} examples cannot be read: {why}</source>
            <translation>예시 {all}장 중 1장을 읽을 수 없습니다: {why}</translation>
        </message>
        <message>
            <source>No example can be read: {why}</source>
            <translation>읽을 수 있는 예시가 없습니다: {why}</translation>
        </message>
        <message>
            <source>{n} of {all} examples cannot be read: {why}</source>
            <translation>예시 {all}장 중 {n}장을 읽을 수 없습니다: {why}</translation>
        </message>
    </context>
    <context>
        <name>Welcome</name>
        <message>
            <source>A folder that holds one folder per class makes the classes by itself.</source>
            <translation>클래스마다 폴더를 하나씩 넣은 폴더를 놓으면 클래스가 자동으로 만들어집니다.</translation>
        </message>
        <message>
            <source>Choose folder…</source>
            <translation>폴더 선택…</translation>
        </message>
        <message>
            <source>Choose pictures…</source>
            <translation>사진 선택…</translation>
        </message>
        <message>
            <source>Drop the pictures to sort</source>
            <translation>분류할 사진 놓기</translation>
        </message>
        <message>
            <source>Drop the pictures to sort here: files or whole folders.</source>
            <translation>분류할 사진을 여기에 놓으세요. 파일이나 폴더 모두 가능합니다.</translation>
        </message>
        <message>
            <source>Look through the answers and correct what is wrong. It learns from that at once.</source>
            <translation>결과를 살펴보고 틀린 것을 바로잡으세요. 바로 반영해 배웁니다.</translation>
        </message>
        <message>
            <source>Make a class on the left and drop a few examples on it. Two classes or more.</source>
            <translation>왼쪽에 클래스를 두 개 이상 만들고 각각 예시 몇 장을 놓으세요.</translation>
        </message>
        <message>
            <source>Opens a small project with drawn pictures</source>
            <translation>그림으로 만든 작은 프로젝트를 엽니다</translation>
        </message>
        <message>
            <source>Start</source>
            <translation>시작하기</translation>
        </message>
        <message>
            <source>Teach it with a handful of pictures</source>
            <translation>사진 몇 장으로 가르치기</translation>
        </message>
        <message>
            <source>Try the demo</source>
            <translation>데모 보기</translation>
        </message>
    </context>
    <context>
        <name>Workbench</name>
        <message>
            <source>New class</source>
            <translation>새 클래스</translation>
        </message>
    </context>
    <context>
        <name>_Legend</name>
        <message>
            <source>most</source>
            <translation>가장 큼</translation>
        </message>
        <message>
            <source>nothing</source>
            <translation>없음</translation>
        </message>
    </context>
    <context>
        <name>words</name>
        <message>
            <source>1 picture</source>
            <translation>사진 1장</translation>
        </message>
        <message>
            <source>{n} pictures</source>
            <translation>사진 {n}장</translation>
        </message>
    </context>
</TS>
